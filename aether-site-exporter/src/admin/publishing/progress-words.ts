import { __, sprintf } from '@wordpress/i18n';
import { formatBytes, formatNumber } from '../format';

/**
 * How much of something is done; nothing yet is better shown by a bar alone.
 *
 * @param loaded
 * @param total  Null while unknown.
 */
export function describeCount( loaded: number, total: number | null ): string {
	if ( total === null ) {
		return loaded === 0 ? '' : formatNumber( loaded );
	}
	return sprintf(
		/* translators: 1: number of items done. 2: number of all items. */
		__( '%1$s of %2$s', 'aether-site-exporter' ),
		formatNumber( loaded ),
		formatNumber( total )
	);
}

const perSecond = ( amount: string ): string =>
	sprintf(
		/* translators: %s: number of items, or a size. */
		__( '%s per second', 'aether-site-exporter' ),
		amount
	);

/**
 * @param rate Per second; null while it is too early to tell.
 */
export const describeRate = ( rate: number | null ): string =>
	rate === null
		? ''
		: perSecond(
				formatNumber(
					rate < 10
						? Math.round( rate * 10 ) / 10
						: Math.round( rate )
				)
			);

/**
 * @param rate Bytes per second; null while it is too early to tell.
 */
export const describeByteRate = ( rate: number | null ): string =>
	rate === null ? '' : perSecond( formatBytes( rate ) );
