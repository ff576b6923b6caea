<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site\Inventory;

/**
 * One part of the URL inventory: it can continue behind any URL that it gave before, without loading what came earlier.
 */
interface Section {

	/** Stable and unique; part of the cursor. */
	public function id(): string;

	/**
	 * @param string $after The position (key) of the last URL that was delivered; '' for the beginning.
	 * @return iterable<string, Url> Position to URL, in the order of the positions.
	 */
	public function urls( string $after ): iterable;
}
