const STEP = 1000;
const UNITS = [ 'B', 'kB', 'MB', 'GB', 'TB' ];

/**
 * `1.2 MB`: decimal units, one digit below ten.
 * @param bytes
 */
export function formatBytes( bytes: number ): string {
	let value = bytes;
	let unit = 0;
	while ( value >= STEP && unit < UNITS.length - 1 ) {
		value /= STEP;
		unit++;
	}
	const digits = unit > 0 && value < 10 ? 1 : 0;
	return `${ value.toFixed( digits ) } ${ UNITS[ unit ] }`;
}

/**
 * `0.4 s`, `12 s`, `3 min 5 s`.
 * @param milliseconds
 */
export function formatDuration( milliseconds: number ): string {
	const seconds = milliseconds / 1000;
	if ( seconds < 10 ) {
		return `${ seconds.toFixed( 1 ) } s`;
	}
	const whole = Math.round( seconds );
	return whole < 60
		? `${ whole } s`
		: `${ Math.floor( whole / 60 ) } min ${ whole % 60 } s`;
}

/**
 * `1 file`, `2 files`.
 * @param number
 * @param noun
 */
export const count = ( number: number, noun: string ): string =>
	`${ number } ${ noun }${ number === 1 ? '' : 's' }`;
