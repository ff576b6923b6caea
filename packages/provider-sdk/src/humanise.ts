/** Words that keep their own spelling. */
const ACRONYMS = new Set( [
	'api',
	'aws',
	'cdn',
	'ftp',
	'id',
	'r2',
	's3',
	'sftp',
	'ssh',
	'url',
] );

/**
 * Turns an identifier into a label: `cloudflare-r2` → `Cloudflare R2`, `api_key` → `API Key`, `databaseSync` →
 * `Database Sync`.
 * @param identifier
 */
export function humanise( identifier: string ): string {
	return identifier
		.replace( /([a-z0-9])([A-Z])/g, '$1 $2' )
		.split( /[\s_.:/-]+/ )
		.filter( ( word ) => word !== '' )
		.map( ( word ) =>
			ACRONYMS.has( word.toLowerCase() )
				? word.toUpperCase()
				: word.charAt( 0 ).toUpperCase() + word.slice( 1 )
		)
		.join( ' ' );
}
