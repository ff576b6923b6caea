<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * One kind of content. It can continue behind any record that it gave before.
 */
interface Content_Section {

	/** Stable and unique; part of the cursor. */
	public function id(): string;

	/**
	 * @param string $after The position (key) of the last record that was delivered; '' for the beginning.
	 * @return iterable<string, array<string, mixed>> Position to record, in the order of the positions.
	 */
	public function records( string $after ): iterable;
}
