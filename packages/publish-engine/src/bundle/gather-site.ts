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
/** Bytes of one archive of media; a larger file is alone in its own. */
const MEDIA_PART = 8 * MEBIBYTE;

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
		const folder = name.slice( name.indexOf( '/' ) + 1 );
		await parts.add(
			`${ name.replace( /\.php$/, '' ) }.zip`,
			await zipBytes(
				members.map( ( { path } ) =>
					files.entry(
						path,
						// A theme's archive holds its folder, as those that people upload do.
						path === name
							? folder
							: folder + path.slice( name.length )
					)
				),
				{ signal }
			)
		);
	}
	for ( const [ index, members ] of portions( media ).entries() ) {
		await parts.add(
			`uploads/${ String( index + 1 ).padStart( 4, '0' ) }.zip`,
			await zipBytes(
				members.map( ( { path } ) =>
					files.entry( path, path.slice( 'uploads/'.length ) )
				),
				{ signal }
			)
		);
	}
	return {
		...known,
		parts: parts.sorted(),
		exposed: watch.found,
	};
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
		if ( size + file.size > MEDIA_PART ) {
			made.push( [] );
			size = 0;
		}
		made.at( -1 )?.push( file );
		size += file.size;
	}
	return made;
}
