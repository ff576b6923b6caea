import { getSettings } from '@wordpress/date';
import { __, _n, sprintf } from '@wordpress/i18n';

/**
 * The page's language as `Intl` takes it. WordPress also has languages that are none there, such as `pt-PT-ao90`: what is
 * left of them without their last parts does.
 */
function locale(): string {
	const parts = document.documentElement.lang.split( /[-_]/ );
	for ( ; parts.length > 0; parts.pop() ) {
		try {
			const [ known ] = Intl.getCanonicalLocales( parts.join( '-' ) );
			if ( known !== undefined ) {
				return known;
			}
		} catch {
			// Shorter, then.
		}
	}
	return 'en-US';
}

/**
 * The site's, in which WordPress' own lists tell the time: `{}` where a browser does not know it, and takes its own then.
 */
function timeZone(): Intl.DateTimeFormatOptions {
	const { string: name, offset } = getSettings().timezone;
	const hours = Number( offset );
	// Its sign is the other way round.
	const unnamed = `Etc/GMT${ hours > 0 ? '-' : '+' }${ Math.abs( hours ) }`;
	const options = { timeZone: name || unnamed };
	try {
		new Intl.DateTimeFormat( undefined, options );
		return options;
	} catch {
		return {};
	}
}

export const formatNumber = ( value: number ): string =>
	new Intl.NumberFormat( locale() ).format( value );

export const formatPercent = ( fraction: number ): string =>
	new Intl.NumberFormat( locale(), {
		style: 'percent',
		maximumFractionDigits: 0,
	} ).format( fraction );

/**
 * @param iso What is no date stays as it is: providers of others tell some.
 */
export function formatDate( iso: string ): string {
	const date = new Date( iso );
	return Number.isNaN( date.getTime() )
		? iso
		: new Intl.DateTimeFormat( locale(), {
				dateStyle: 'medium',
				timeStyle: 'short',
				...timeZone(),
			} ).format( date );
}

/**
 * @param day `2026-11-30`; what is no day stays as it is.
 */
export function formatDay( day: string ): string {
	const date = new Date( day );
	return Number.isNaN( date.getTime() )
		? day
		: new Intl.DateTimeFormat( locale(), {
				dateStyle: 'long',
				timeZone: 'UTC',
			} ).format( date );
}

export const formatTime = ( milliseconds: number ): string =>
	new Intl.DateTimeFormat( locale(), {
		timeStyle: 'medium',
		...timeZone(),
	} ).format( milliseconds );

const BYTE_UNITS = [ 'byte', 'kilobyte', 'megabyte', 'gigabyte' ] as const;

export function formatBytes( bytes: number ): string {
	const power = Math.min(
		bytes < 1 ? 0 : Math.floor( Math.log10( bytes ) / 3 ),
		BYTE_UNITS.length - 1
	);
	return new Intl.NumberFormat( locale(), {
		style: 'unit',
		unit: BYTE_UNITS[ power ] ?? 'byte',
		unitDisplay: 'short',
		maximumFractionDigits: power === 0 ? 0 : 1,
	} ).format( bytes / 1000 ** power );
}

/** Tenths are told of what took less than this. Seconds. */
const SHORT = 10;
/** Seconds are told of what took less than this. Seconds. */
const HOUR = 3600;

/**
 * @param milliseconds
 */
export function formatDuration( milliseconds: number ): string {
	const exact = milliseconds / 1000;
	const seconds = exact < SHORT ? exact : Math.round( exact );
	if ( seconds < 60 ) {
		return sprintf(
			/* translators: %s: number of seconds. */
			__( '%s s', 'aether-site-exporter' ),
			new Intl.NumberFormat( locale(), {
				maximumFractionDigits: seconds < SHORT ? 1 : 0,
			} ).format( seconds )
		);
	}
	if ( seconds >= HOUR ) {
		const minutes = Math.round( seconds / 60 );
		return sprintf(
			/* translators: 1: number of hours. 2: number of minutes. */
			__( '%1$s h %2$s min', 'aether-site-exporter' ),
			formatNumber( Math.floor( minutes / 60 ) ),
			formatNumber( minutes % 60 )
		);
	}
	return sprintf(
		/* translators: 1: number of minutes. 2: number of seconds. */
		__( '%1$s min %2$s s', 'aether-site-exporter' ),
		formatNumber( Math.floor( seconds / 60 ) ),
		formatNumber( Math.floor( seconds % 60 ) )
	);
}

export const formatFiles = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of files. */
		_n( '%s file', '%s files', count, 'aether-site-exporter' ),
		formatNumber( count )
	);
