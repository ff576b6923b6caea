<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Site;

/**
 * What plugins of this site have against publishing it as it is now.
 */
final class Gate_Findings {

	/**
	 * @return list<mixed> Findings as the plugins said them; the engine reads them, and takes for an error what it cannot read.
	 */
	public static function of_plugins(): array {
		/**
		 * Filters what stands against publishing the site as it is now, besides what Aether finds in the pages itself. It
		 * is asked once in each publish that renders pages, before the first one. An error stops the publish before
		 * anything is sent, until a person decides to publish anyway; a warning is shown.
		 *
		 * @param list<array{severity: string, code: string, message: string, url?: string, action?: string}> $findings Severity is `error` or `warning`. The code is your own, in lower case with underscores: people accept an error by it. `url` is the page that it is about, `action` what to do.
		 */
		$findings = apply_filters( 'aether_gate_findings', array() );

		return is_array( $findings ) ? array_values( $findings ) : array( $findings );
	}
}
