import { __, _n, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';

const SECOND = 1000;
const MINUTE = 60;
const HOUR = 60;

/**
 * An estimate, no more exact than it is: whole seconds, then whole minutes, then hours.
 *
 * @param milliseconds Null while it is too early to tell.
 * @return Empty while it is.
 */
export function describeTimeLeft( milliseconds: number | null ): string {
	if ( milliseconds === null ) {
		return '';
	}
	const seconds = Math.max( 1, Math.ceil( milliseconds / SECOND ) );
	if ( seconds < MINUTE ) {
		return sprintf(
			/* translators: %s: number of seconds. */
			_n(
				'about %s second left',
				'about %s seconds left',
				seconds,
				'aether-site-exporter'
			),
			formatNumber( seconds )
		);
	}
	const minutes = Math.round( seconds / MINUTE );
	if ( minutes < HOUR ) {
		return sprintf(
			/* translators: %s: number of minutes. */
			_n(
				'about %s minute left',
				'about %s minutes left',
				minutes,
				'aether-site-exporter'
			),
			formatNumber( minutes )
		);
	}
	return sprintf(
		/* translators: 1: number of hours. 2: number of minutes. */
		__( 'about %1$s h %2$s min left', 'aether-site-exporter' ),
		formatNumber( Math.floor( minutes / HOUR ) ),
		formatNumber( minutes % HOUR )
	);
}
