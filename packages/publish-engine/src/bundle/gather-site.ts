import { sizeOf, withinBudget } from './budget';
import type { SiteParts } from './blueprint';
import { CredentialWatch } from './credential-watch';
import { FileReader, type FileReaderOptions } from './file-reader';
import { findMediaReferences, type FoundReferences } from './media-references';
import { ContentParts, Parts, type PartsOptions } from './parts';
import type { BundleFile } from './ports';
import { zipBytes } from './zip';

export interface GatherOptions extends FileReaderOptions, PartsOptions {}

const MEBIBYTE = 1024 * 1024;
/** Bytes of one archive of media; a larger file is alone in its own. */
const MEDIA_PART = 8 * MEBIBYTE;
/** What one question about media may name. */
const MOST_REFERENCES = 200;

/**
 * Reads everything that a bundle is made of into the content store, a part at a time.
 *
 * @param options
 * @throws `payload_too_large` for a site that no browser could open.
 */
export async function gatherSite(
	options: GatherOptions
): Promise< SiteParts > {
	const { source, signal } = options;
	const parts = new Parts( options );
	const facts = await source.facts( { signal } );
	const watch = new CredentialWatch();
	const content = new ContentParts( parts, watch );
	const found: FoundReferences = { ids: new Set(), paths: new Set() };

	for await ( const line of source.listContent( { signal } ) ) {
		findMediaReferences( line, found );
		await content.add( line );
	}
	const referred = await gatherMedia( found, content, options );
	await content.finish();

	const code = await source.listCode( { signal } );
	const { kept: media, leftOut } = withinBudget(
		referred,
		facts.budget - sizeOf( code )
	);
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
		facts,
		parts: parts.sorted(),
		counts: content.counts(),
		leftOut,
		exposed: watch.found,
		sizes: {
			content: content.size,
			code: sizeOf( code ),
			media: sizeOf( media ),
		},
	};
}

/**
 * Asks which attachments and files stand behind the references, and adds the attachments to the content.
 *
 * @param found
 * @param content
 * @param options
 * @param options.source
 * @param options.signal
 * @return Files, each once, sorted by path.
 */
async function gatherMedia(
	found: FoundReferences,
	content: ContentParts,
	{ source, signal }: GatherOptions
): Promise< readonly BundleFile[] > {
	const ids = [ ...found.ids ].sort( ( a, b ) => a - b );
	const paths = [ ...found.paths ].sort();
	const files = new Map< string, BundleFile >();
	const records = new Set< string >();
	const questions = Math.ceil(
		Math.max( ids.length, paths.length ) / MOST_REFERENCES
	);
	for ( let index = 0; index < questions; index++ ) {
		const range = [
			index * MOST_REFERENCES,
			( index + 1 ) * MOST_REFERENCES,
		] as const;
		const answer = await source.findMedia(
			{ ids: ids.slice( ...range ), paths: paths.slice( ...range ) },
			{ signal }
		);
		for ( const file of answer.files ) {
			files.set( file.path, file );
		}
		for ( const line of answer.items ) {
			if ( ! records.has( line ) ) {
				records.add( line );
				await content.add( line );
			}
		}
	}
	return [ ...files.values() ].sort( ( a, b ) =>
		a.path < b.path ? -1 : 1
	);
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
