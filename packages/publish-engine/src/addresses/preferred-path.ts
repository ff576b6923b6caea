import { toFileNames, withSuffix } from './file-names';
import { shortHash } from './short-hash';

/** An ending that a web server reads as a type: a letter, then up to seven letters or digits. */
export const FILE_EXTENSION = /\.[a-z][a-z0-9]{0,7}$/i;
const HTML_EXTENSION = /\.x?html?$/i;
const PHP_EXTENSION = /\.php\d?$/i;
const HTML_TYPE = /^(?:text\/html|application\/xhtml\+xml)\b/i;
const XML_TYPE = /^(?:text\/xml|application\/xml|[\w.-]+\/[\w.-]+\+xml)\b/i;

const EXTENSIONS: readonly ( readonly [ type: RegExp, extension: string ] )[] =
	[
		[ /^image\/svg\+xml/i, '.svg' ],
		[ XML_TYPE, '.xml' ],
		[ /^(?:text|application)\/(?:[\w.-]+\+)?json/i, '.json' ],
		[ /^(?:text|application)\/(?:x-)?javascript/i, '.js' ],
		[ /^text\/css/i, '.css' ],
		[ /^text\/plain/i, '.txt' ],
		[ /^text\/calendar/i, '.ics' ],
		[ /^image\/jpeg/i, '.jpg' ],
		[ /^image\/(png|gif|webp|avif)/i, '.$1' ],
		[ /^image\/(?:x-icon|vnd\.microsoft\.icon)/i, '.ico' ],
		[ /^application\/(pdf|zip)/i, '.$1' ],
		[ /^font\/(woff2?|ttf|otf)/i, '.$1' ],
	];

export interface PreferredPath {
	/** File names, root first. */
	readonly names: readonly string[];
	/** Whether the query is part of what the file is: `?lang=de`, but not `style.css?ver=6`. */
	readonly usesQuery: boolean;
	/** Whether the last name is an index that stands for its directory. */
	readonly isDirectory: boolean;
}

/**
 * Where a resource would lie if it were alone on the target.
 *
 * A page becomes the index of a directory, so that its address keeps its form on any host. A feed does too, as
 * `index.xml`: hosts pick `index.html` only, so references name the file. A file keeps its name; its query only tells
 * caches apart. What PHP made gets the extension of its type, and the query's hash, because there the query decides.
 *
 * @param path        Below the base URL, percent-encoded, without leading slash.
 * @param query       With its `?`, or empty.
 * @param contentType
 */
export function preferredPath(
	path: string,
	query: string,
	contentType: string
): PreferredPath {
	const names = toFileNames( path );
	const last = path.endsWith( '/' ) ? undefined : names.at( -1 );
	if ( HTML_TYPE.test( contentType ) ) {
		return pagePath( names, last, query );
	}
	if (
		last !== undefined &&
		FILE_EXTENSION.test( last ) &&
		! PHP_EXTENSION.test( last )
	) {
		return { names, usesQuery: false, isDirectory: false };
	}
	const extension = extensionFor( contentType );
	const usesQuery = query !== '';
	const suffix = ( name: string ) =>
		usesQuery ? withSuffix( name, shortHash( query ) ) : name;
	if ( last === undefined || extension === '.xml' ) {
		return {
			names: [ ...names, suffix( `index${ extension }` ) ],
			usesQuery,
			isDirectory: true,
		};
	}
	return {
		names: [ ...names.slice( 0, -1 ), suffix( last + extension ) ],
		usesQuery,
		isDirectory: false,
	};
}

function pagePath(
	names: readonly string[],
	last: string | undefined,
	query: string
): PreferredPath {
	if ( query !== '' ) {
		return {
			names: [ ...names, queryName( query ), 'index.html' ],
			usesQuery: true,
			isDirectory: true,
		};
	}
	const isDirectory = last === undefined || ! HTML_EXTENSION.test( last );
	return {
		names: isDirectory ? [ ...names, 'index.html' ] : names,
		usesQuery: false,
		isDirectory,
	};
}

/**
 * A readable directory name for a page that a query selects: `?lang=de` → `query-lang-de-1a2b3c4d`.
 *
 * @param query With its `?`.
 */
const queryName = ( query: string ): string =>
	`query-${ query
		.replace( /[^a-z0-9]+/gi, '-' )
		.replace( /^-|-$/g, '' )
		.slice( 0, 80 ) }-${ shortHash( query ) }`;

function extensionFor( contentType: string ): string {
	for ( const [ type, extension ] of EXTENSIONS ) {
		const match = type.exec( contentType );
		if ( match ) {
			return extension.replace( '$1', match[ 1 ] ?? '' );
		}
	}
	return '';
}
