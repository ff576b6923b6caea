import type { Release } from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { formatPercent } from '../format';

/**
 * Whether visitors get a release, or how many of them.
 *
 * @param props
 * @param props.release
 */
export function ReleaseShare( { release }: { readonly release: Release } ) {
	const { active, visitorsPercent } = release;
	if ( ! active && visitorsPercent === undefined ) {
		return null;
	}
	return (
		<span className="aether-badge">
			{ visitorsPercent === undefined
				? __( 'Active', 'aether-site-exporter' )
				: sprintf(
						/* translators: %s: a percentage. */
						__( '%s of visitors', 'aether-site-exporter' ),
						formatPercent( visitorsPercent / 100 )
					) }
		</span>
	);
}
