<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

use Closure;

/**
 * A section that is short enough to be counted through: its positions are numbers.
 */
final class Fixed_Section implements Section {

	/**
	 * @param Closure(): iterable<Url> $list
	 */
	public function __construct(
		private readonly string $id,
		private readonly Closure $list,
	) {
	}

	public function id(): string {
		return $this->id;
	}

	public function urls( string $after ): iterable {
		$index = 0;
		foreach ( ( $this->list )() as $url ) {
			++$index;
			if ( '' === $after || $index > (int) $after ) {
				yield (string) $index => $url;
			}
		}
	}
}
