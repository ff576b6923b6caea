import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { type Hook, type HookParameter, UndocumentedHookError } from './hook';

/** Ours; WordPress documents its own. */
const CALL = /\b(apply_filters|do_action)\(\s*'(aether_[a-z0-9_.]+)'/g;
const DOCBLOCK = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\//g;
const PARAMETER = /^@param\s+(.+?)\s+\$(\w+)(?:\s+(.*))?$/;

/**
 * The hooks of one PHP file. The docblock is the last one before the call, with nothing but the call's own statement
 * between.
 *
 * @param  code
 * @param  file Relative to the project.
 * @throws {UndocumentedHookError}
 */
export function hooksOfPhp( code: string, file: string ): Hook[] {
	const docblocks = [ ...code.matchAll( DOCBLOCK ) ].map( ( match ) => ( {
		text: match[ 1 ] ?? '',
		end: match.index + match[ 0 ].length,
	} ) );
	return [ ...code.matchAll( CALL ) ].map( ( match ) => {
		const [ , call, name = '' ] = match;
		const docblock = docblocks.findLast(
			( { end } ) => end <= match.index
		);
		if (
			docblock === undefined ||
			code.slice( docblock.end, match.index ).includes( ';' )
		) {
			throw new UndocumentedHookError( name, file );
		}
		return {
			name,
			kind: call === 'do_action' ? 'action' : 'filter',
			file,
			...readDocblock( docblock.text ),
		};
	} );
}

function readDocblock(
	text: string
): Pick< Hook, 'description' | 'parameters' > {
	const paragraphs: string[] = [];
	for ( const line of text.split( '\n' ) ) {
		const content = line.replace( /^\s*\* ?/, '' ).trim();
		const isContinued =
			content !== '' &&
			! content.startsWith( '@' ) &&
			paragraphs.length > 0 &&
			paragraphs.at( -1 ) !== '';
		if ( isContinued ) {
			paragraphs.push( `${ paragraphs.pop() } ${ content }` );
		} else {
			paragraphs.push( content );
		}
	}
	const isTag = ( paragraph: string ) => paragraph.startsWith( '@' );
	return {
		description: paragraphs
			.filter( ( paragraph ) => paragraph !== '' && ! isTag( paragraph ) )
			.join( '\n\n' ),
		parameters: paragraphs.flatMap( readParameter ),
	};
}

function readParameter( paragraph: string ): HookParameter[] {
	const [ , type, name, description = '' ] =
		PARAMETER.exec( paragraph ) ?? [];
	return type === undefined || name === undefined
		? []
		: [ { name: `$${ name }`, type, description } ];
}

/**
 * @param root      Directory of the project.
 * @param directory Relative to it.
 */
export async function hooksBelow(
	root: string,
	directory: string
): Promise< Hook[] > {
	const entries = await readdir( join( root, directory ), {
		withFileTypes: true,
	} );
	const nested = await Promise.all(
		entries.map( async ( entry ) => {
			const path = posix.join( directory, entry.name );
			if ( entry.isDirectory() ) {
				return hooksBelow( root, path );
			}
			return entry.name.endsWith( '.php' )
				? hooksOfPhp(
						await readFile( join( root, path ), 'utf8' ),
						path
					)
				: [];
		} )
	);
	return nested.flat();
}
