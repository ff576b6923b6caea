const MEGABYTE = 1_000_000;

/**
 * @param bytes
 * @return `12.3 MB`, as file managers count.
 */
export const megabytes = ( bytes: number ): string =>
	`${ ( bytes / MEGABYTE ).toFixed( 1 ) } MB`;
