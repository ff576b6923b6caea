import { MAX_SEGMENT_BYTES } from '@aether/provider-sdk';
import { decodeSegment } from './canonical-url';
import { shortHash } from './short-hash';

/** Names that hosts read as instructions or keep for themselves, at the root of a site. */
const RESERVED_AT_ROOT: ReadonlySet< string > = new Set( [
	'404.html',
	'_aether',
	'_headers',
	'_redirects',
	'_routes.json',
	'_worker.js',
	'.gitlab-ci.yml',
] );
/** Names that no directory of a repository, or of a Windows disk, can have. */
const RESERVED_ANYWHERE =
	/^(?:\.git|(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?)$/i;
/** What no target path can hold, and what Windows cannot: artifacts and local folders are opened there. */
const FORBIDDEN_CHARACTERS =
	/[\u0000-\u001f\u007f-\u009f\\/<>:"|?*]|\p{Surrogate}|[. ]$/gu;

const encoder = new TextEncoder();

/**
 * Turns a percent-encoded URL path into file names, one per segment, each of which every target can hold.
 *
 * @param path Without leading slash.
 */
export const toFileNames = ( path: string ): string[] =>
	decodedNames( path ).map( toFileName );

/**
 * Whether a path has to get other names than it has in WordPress.
 *
 * @param path Percent-encoded, without leading slash.
 */
export const needsOtherNames = ( path: string ): boolean =>
	decodedNames( path ).some(
		( name, depth ) => toFileName( name, depth ) !== name
	);

const decodedNames = ( path: string ): string[] =>
	path
		.split( '/' )
		.filter( ( segment ) => segment !== '' )
		.map( ( segment ) => decodeSegment( segment ).normalize( 'NFC' ) );

function toFileName( name: string, depth: number ): string {
	const allowed = name.replace( FORBIDDEN_CHARACTERS, '-' );
	const isReserved =
		RESERVED_ANYWHERE.test( allowed ) ||
		( depth === 0 && RESERVED_AT_ROOT.has( allowed.toLowerCase() ) );
	return shorten(
		allowed !== name || isReserved || hidesDots( allowed )
			? withSuffix( allowed.replaceAll( '%', '-' ), shortHash( name ) )
			: name
	);
}

/**
 * `%2e%2e` in a file name: a server that decodes twice would leave the directory.
 *
 * @param name
 */
const hidesDots = ( name: string ): boolean =>
	/%(?:00|25|2e|2f|5c)/i.test( name );

/**
 * Puts a suffix before the extension: `photo-1a2b3c4d.jpg`.
 *
 * @param name
 * @param suffix
 */
export function withSuffix( name: string, suffix: string ): string {
	const [ , stem = name, extension = '' ] =
		/^(.+?)(\.[a-z0-9]{1,8})?$/i.exec( name ) ?? [];
	return shorten( `${ stem }-${ suffix }${ extension }` );
}

/**
 * Cuts a name that file systems cannot hold; a hash of the whole name keeps it apart from its neighbours.
 *
 * @param name
 */
function shorten( name: string ): string {
	if ( encoder.encode( name ).length <= MAX_SEGMENT_BYTES ) {
		return name;
	}
	const extension = /\.[a-z0-9]{1,8}$/i.exec( name )?.[ 0 ] ?? '';
	const ending = `-${ shortHash( name ) }${ extension }`;
	let room = MAX_SEGMENT_BYTES - encoder.encode( ending ).length;
	let stem = '';
	for ( const character of name ) {
		room -= encoder.encode( character ).length;
		if ( room < 0 ) {
			break;
		}
		stem += character;
	}
	return stem + ending;
}
