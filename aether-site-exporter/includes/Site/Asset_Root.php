<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

use Aether\Site_Exporter\Storage\Confined_Directory;
use Aether\Site_Exporter\Storage\Tree;

/**
 * A directory whose files the web server gives out.
 */
final class Asset_Root {

	/** What a page loads; everything else beside code is somebody's source. */
	private const WEB_TYPES = '/\.(?:css|m?js|map|wasm|png|jpe?g|gif|webp|avif|svg|ico|cur|bmp|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gav]|wav|vtt|cur)$/i';

	/** Programs never leave, nor what configures them or a server. */
	private const NEVER = '/\.(?:php\d*|phps|pht|phtml?|phar|inc|cgi|pl|py|rb|sh|jar|ini|conf|htaccess)(?:\.|$)/i';

	private readonly string $directory;

	/** @var list<string> Links resolved. */
	private readonly array $exclusions;

	/**
	 * @param string       $id         Stable and unique; part of the cursor.
	 * @param string       $directory  Absolute.
	 * @param string       $url        Where it is public.
	 * @param bool         $only_web   True for code: only what a page can load.
	 * @param list<string> $exclusions Absolute directories below it that are left out; they need not exist.
	 */
	public function __construct(
		private readonly string $id,
		string $directory,
		private readonly string $url,
		private readonly bool $only_web,
		array $exclusions = array(),
	) {
		$this->directory  = Confined_Directory::resolve( $directory );
		$this->exclusions = array_map( static fn ( string $path ): string => Confined_Directory::resolve( $path ), $exclusions );
	}

	public function id(): string {
		return $this->id;
	}

	/**
	 * Whether a name is none of those that never leave.
	 *
	 * @param string $path Of a file, relative.
	 */
	public static function may_leave( string $path ): bool {
		$name = basename( $path );

		return ! Private_Names::has( $name ) && 1 !== preg_match( self::NEVER, $name );
	}

	/**
	 * @param string $after The position (key) of the last file that was delivered; '' for the beginning.
	 * @return iterable<string, array{url: string, size: int, mtime: int}> Relative path to asset, in a stable order.
	 */
	public function assets( string $after ): iterable {
		if ( '' !== $this->directory ) {
			yield from $this->walk( '', '' === $after ? array() : explode( '/', $after ) );
		}
	}

	/**
	 * @param string       $relative Directory, '' or with trailing slash.
	 * @param list<string> $after    Names on the way to the last delivered file; empty when everything is still to come.
	 * @return iterable<string, array{url: string, size: int, mtime: int}>
	 */
	private function walk( string $relative, array $after ): iterable {
		foreach ( Tree::names( $this->directory . '/' . $relative ) as $name ) {
			$order = array() === $after ? 1 : strcmp( $name, $after[0] );
			if ( $order < 0 || str_starts_with( $name, '.' ) ) {
				continue;
			}
			$path = $this->directory . '/' . $relative . $name;
			if ( is_dir( $path ) ) {
				if ( $this->enters( $path, $name ) ) {
					yield from $this->walk( $relative . $name . '/', 0 === $order ? array_slice( $after, 1 ) : array() );
				}
			} elseif ( $order > 0 && $this->includes( $path, $name ) ) {
				yield $relative . $name => $this->describe( $path, $relative . $name );
			}
		}
	}

	private function enters( string $path, string $name ): bool {
		return 'node_modules' !== $name && ! in_array( wp_normalize_path( (string) realpath( $path ) ), $this->exclusions, true ) && $this->stays_inside( $path );
	}

	private function includes( string $path, string $name ): bool {
		return self::may_leave( $name )
			&& ( ! $this->only_web || 1 === preg_match( self::WEB_TYPES, $name ) )
			&& is_file( $path )
			&& $this->stays_inside( $path );
	}

	private function stays_inside( string $path ): bool {
		return ! is_link( $path ) || Confined_Directory::contains( $this->directory, wp_normalize_path( (string) realpath( $path ) ) );
	}

	/**
	 * @return array{url: string, size: int, mtime: int}
	 */
	private function describe( string $path, string $relative ): array {
		return array(
			'url'   => trailingslashit( $this->url ) . implode( '/', array_map( 'rawurlencode', explode( '/', $relative ) ) ),
			'size'  => (int) filesize( $path ),
			'mtime' => 1000 * (int) filemtime( $path ),
		);
	}
}
