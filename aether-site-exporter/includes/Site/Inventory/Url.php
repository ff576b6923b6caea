<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * One public URL.
 */
final class Url {

	public const KINDS = array( 'home', 'post', 'term', 'author', 'date', 'archive', 'pagination', 'feed', 'sitemap', 'robots', 'not-found' );

	/**
	 * @param string  $url      Absolute.
	 * @param string  $kind     One of `KINDS`.
	 * @param ?string $modified MySQL date and time, UTC, where WordPress knows it.
	 */
	public function __construct(
		public readonly string $url,
		public readonly string $kind,
		public readonly ?string $modified = null,
	) {
	}

	/**
	 * @return array{url: string, kind: string, modified?: string}
	 */
	public function to_array(): array {
		$item = array(
			'url'  => $this->url,
			'kind' => $this->kind,
		);
		$time = null === $this->modified ? false : strtotime( $this->modified . ' UTC' );
		if ( false !== $time && $time > 0 ) {
			$item['modified'] = gmdate( 'Y-m-d\TH:i:s\Z', $time );
		}

		return $item;
	}
}
