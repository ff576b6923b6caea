const KILOBYTE = 1_000;
const MEGABYTE = 1_000_000;

/**
 * @param bytes
 * @return `48 kB`, `12.3 MB`, as file managers count.
 */
export const fileSize = ( bytes: number ): string =>
	bytes < MEGABYTE
		? `${ Math.ceil( bytes / KILOBYTE ) } kB`
		: `${ ( bytes / MEGABYTE ).toFixed( 1 ) } MB`;
