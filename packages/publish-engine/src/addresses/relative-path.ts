/**
 * The way from one file to another. It always begins with a dot, so that it is also a module specifier, and so that a
 * colon in a name makes no scheme of it.
 *
 * @param from File, without leading slash.
 * @param to   File or directory, without leading slash.
 */
export function relativePath( from: string, to: string ): string {
	const source = from.split( '/' ).slice( 0, -1 );
	const target = to.split( '/' );
	let common = 0;
	while (
		common < source.length &&
		common < target.length - 1 &&
		source[ common ] === target[ common ]
	) {
		common++;
	}
	const up = '../'.repeat( source.length - common );
	return ( up || './' ) + target.slice( common ).join( '/' );
}
