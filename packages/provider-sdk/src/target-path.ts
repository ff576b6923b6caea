import { AetherError } from './errors';
import type { TargetPath } from './types';

/** The longest object key of S3 and R2, in bytes. */
export const MAX_PATH_BYTES = 1024;
/** The longest file name of ext4, APFS, NTFS and git hosts' checkouts, in bytes. */
export const MAX_SEGMENT_BYTES = 255;

const encoder = new TextEncoder();

const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Turns a path into the one form that targets take: POSIX, relative, NFC. Everything that a file system, an object
 * store or a web server could read as another place is refused, never repaired: two spellings of one file would be two
 * files to the plan.
 *
 * `%`, `#`, `?`, spaces and any letter of any script are ordinary characters of a file name.
 * @param  path
 * @throws {AetherError} `path_rejected`; `details.reason` names the rule.
 */
export function toTargetPath( path: string ): TargetPath {
	const normal = path.normalize( 'NFC' );
	const reason = findRejection( normal );
	if ( reason !== null ) {
		throw new AetherError(
			'path_rejected',
			`The path ${ printable( path ) } cannot be published: ${ reason }.`,
			{ details: { path: printable( path ), reason } }
		);
	}
	return normal as TargetPath;
}

/**
 * Whether a path is in that form already.
 *
 * @param path
 */
export const isTargetPath = ( path: string ): path is TargetPath =>
	path === path.normalize( 'NFC' ) && findRejection( path ) === null;

function findRejection( path: string ): string | null {
	if ( path === '' ) {
		return 'it is empty';
	}
	if ( CONTROL_CHARACTER.test( path ) ) {
		return 'it contains a control character';
	}
	if ( /\p{Surrogate}/u.test( path ) ) {
		return 'it is not valid Unicode';
	}
	if ( path.includes( '\\' ) ) {
		return 'it contains a backslash';
	}
	if ( path.startsWith( '/' ) ) {
		return 'it is not relative';
	}
	if ( isLongerThan( path, MAX_PATH_BYTES ) ) {
		return `it is longer than ${ MAX_PATH_BYTES } bytes`;
	}
	for ( const segment of path.split( '/' ) ) {
		if ( segment === '' ) {
			return 'it has an empty segment';
		}
		if ( segment === '.' || segment === '..' ) {
			return 'it has a dot segment';
		}
		if ( isLongerThan( segment, MAX_SEGMENT_BYTES ) ) {
			return `a segment is longer than ${ MAX_SEGMENT_BYTES } bytes`;
		}
	}
	return hidesTraversal( path ) ? 'it hides a dot segment' : null;
}

/**
 * Every path of a site is asked, and few of them need to be encoded: no UTF-16 unit takes more than three bytes.
 *
 * @param text
 * @param bytes As UTF-8.
 */
const isLongerThan = ( text: string, bytes: number ): boolean =>
	text.length * 3 > bytes && encoder.encode( text ).length > bytes;

/**
 * A server or proxy that decodes once more than it should must not meet `..` either.
 * @param path
 */
function hidesTraversal( path: string ): boolean {
	let decoded = path;
	// Each round undoes one encoding; a path of 1,024 bytes cannot carry more than this.
	for ( let round = 0; round < MAX_PATH_BYTES; round++ ) {
		const next = decoded.replace(
			/%(00|25|2e|2f|5c)/gi,
			( _, hex: string ) => String.fromCharCode( parseInt( hex, 16 ) )
		);
		if ( next === decoded ) {
			break;
		}
		decoded = next;
	}
	return (
		decoded !== path &&
		( decoded.includes( '\0' ) ||
			decoded
				.split( /[/\\]/ )
				.some( ( segment ) => segment === '.' || segment === '..' ) )
	);
}

/**
 * For messages and logs: short, quoted, and without a character that could break a terminal.
 * @param path
 */
const printable = ( path: string ): string =>
	JSON.stringify( path.length > 120 ? `${ path.slice( 0, 117 ) }...` : path );
