import type { SiteParts } from './blueprint';
import { CredentialWatch } from './credential-watch';
import { FileReader, type FileReaderOptions } from './file-reader';
import { Parts, type PartsOptions } from './parts';
import type { BundleFile } from './ports';
import { surveySite, type SurveyOptions } from './survey-site';
import { zipBytes } from './zip';

export interface GatherOptions
	extends
		FileReaderOptions,
		PartsOptions,
		Pick< SurveyOptions, 'budget' | 'choice' > {}

const MEBIBYTE = 1024 * 1024;
/** Bytes of one archive, which is in memory while it is made; a larger file is alone in its own. */
const LARGEST_PART = 8 * MEBIBYTE;

/**
 * Reads everything that a bundle is made of into the content store, a part at a time.
 *
 * @param options
 * @throws `payload_too_large` for a site that no browser could open.
 */
export async function gatherSite(
	options: GatherOptions
): Promise< SiteParts > {
	const { signal } = options;
	const parts = new Parts( options );
	const watch = new CredentialWatch();
	const survey = await surveySite( options, parts, watch );
	const { code, media, ...known } = survey;
	const files = new FileReader( options, [ ...code, ...media ], watch );
	const zip = ( members: readonly BundleFile[], root: string ) =>
		zipBytes(
			members.map( ( { path } ) =>
				files.entry( path, path.slice( root.length ) )
			),
			{ signal }
		);
	for ( const [ name, members ] of groupBy(
		code,
		( file ) => file.package
	) ) {
		if ( name === 'importer' ) {
			for ( const { path } of members ) {
				await parts.add( 'import.php', await files.read( path ) );
			}
			continue;
		}
		for ( const [ index, portion ] of portions( members ).entries() ) {
			await parts.add(
				packagePart( name, index ),
				// A theme's archive holds its folder, as those that people upload do.
				await zip( portion, name.slice( 0, name.indexOf( '/' ) + 1 ) )
			);
		}
	}
	for ( const [ index, portion ] of portions( media ).entries() ) {
		await parts.add(
			`uploads/${ numbered( index ) }`,
			await zip( portion, 'uploads/' )
		);
	}
	return {
		...known,
		parts: parts.sorted(),
		exposed: watch.found,
	};
}

const numbered = ( index: number ): string =>
	`${ String( index + 1 ).padStart( 4, '0' ) }.zip`;

/**
 * Where a portion of a package lies in the bundle. The first one of a folder is what people install; what it leaves, and
 * what is no folder, is put beside it.
 *
 * @param name
 * @param index
 */
function packagePart( name: string, index: number ): string {
	if ( name === 'languages' ) {
		return `languages/${ numbered( index ) }`;
	}
	return index === 0 && ! name.endsWith( '.php' )
		? `${ name }.zip`
		: `more/${ name }/${ numbered( index ) }`;
}

function groupBy< T >(
	items: readonly T[],
	keyOf: ( item: T ) => string
): Map< string, T[] > {
	const groups = new Map< string, T[] >();
	for ( const item of items ) {
		const group = groups.get( keyOf( item ) );
		if ( group ) {
			group.push( item );
		} else {
			groups.set( keyOf( item ), [ item ] );
		}
	}
	return groups;
}

function portions( files: readonly BundleFile[] ): BundleFile[][] {
	const made: BundleFile[][] = [];
	let size = Infinity;
	for ( const file of files ) {
		if ( size + file.size > LARGEST_PART ) {
			made.push( [] );
			size = 0;
		}
		made.at( -1 )?.push( file );
		size += file.size;
	}
	return made;
}
