import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { ContentStore, Hasher } from '../ports';
import type { BundlePart, SiteParts } from './blueprint';
import { findMediaReferences, type FoundReferences } from './media-references';
import type { BundleFile, BundleSource } from './ports';
import { zipBytes, type ZipEntry } from './zip';

export interface GatherOptions extends OperationOptions {
	readonly source: BundleSource;
	readonly content: ContentStore;
	readonly hasher: Hasher;
	/** Bytes of the whole bundle before compression. Default: 2 GiB, beyond which no browser opens it. */
	readonly maxBytes?: number;
	/**
	 * @param loaded  Bytes of files that were read.
	 * @param total   Null while unknown.
	 * @param caption What is being read.
	 */
	readonly onProgress: (
		loaded: number,
		total: number | null,
		caption: string
	) => void;
}

const MEBIBYTE = 1024 * 1024;
const DEFAULT_MAX_BYTES = 2048 * MEBIBYTE;

/** Bytes of one file of content, so that neither the engine nor PHP ever holds all of it. */
const CONTENT_PART = 4 * MEBIBYTE;
/** Bytes of one archive of media; a larger file is alone in its own. */
const MEDIA_PART = 16 * MEBIBYTE;
/** What one question about media may name. */
const MOST_REFERENCES = 200;

const COMPRESSED =
	/\.(?:jpe?g|png|gif|webp|avif|mp[34]|m4[av]|webm|og[gav]|woff2?|zip|gz)$/i;

const encoder = new TextEncoder();

/**
 * Reads everything that a bundle is made of into the content store, a part at a time.
 *
 * @param  options
 * @throws {AetherError} `payload_too_large` for a site that no browser could open.
 */
export async function gatherSite(
	options: GatherOptions
): Promise< SiteParts > {
	const { source, signal } = options;
	const parts = new Parts( options );
	const facts = await source.facts( { signal } );
	const content = new ContentParts( parts );
	const found: FoundReferences = { ids: new Set(), paths: new Set() };

	for await ( const line of source.listContent( { signal } ) ) {
		findMediaReferences( line, found );
		await content.add( line );
	}
	const media = await gatherMedia( found, content, options );
	await content.finish();

	const code = await source.listCode( { signal } );
	const files = new FileReader( options, [ ...code, ...media ] );
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
	return { facts, parts: parts.sorted(), counts: content.counts() };
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

/** Puts what was made into the store, and remembers it. */
class Parts {
	readonly #options: GatherOptions;
	readonly #parts: BundlePart[] = [];

	constructor( options: GatherOptions ) {
		this.#options = options;
	}

	async add(
		path: string,
		body: Uint8Array< ArrayBuffer >
	): Promise< void > {
		const { hasher, content } = this.#options;
		const sha256 = await hasher.digest( 'sha256', body );
		await content.put( sha256, body );
		this.#parts.push( { path, sha256, size: body.byteLength } );
	}

	sorted(): readonly BundlePart[] {
		return [ ...this.#parts ].sort( ( a, b ) =>
			a.path < b.path ? -1 : 1
		);
	}
}

/** Lines of content in files of a bounded size. */
class ContentParts {
	readonly #parts: Parts;
	readonly #counts = new Map< string, number >();
	#lines: string[] = [];
	#size = 0;
	#number = 0;

	constructor( parts: Parts ) {
		this.#parts = parts;
	}

	async add( line: string ): Promise< void > {
		const { kind } = JSON.parse( line ) as { readonly kind: string };
		this.#counts.set( kind, ( this.#counts.get( kind ) ?? 0 ) + 1 );
		this.#lines.push( line );
		this.#size += line.length;
		if ( this.#size >= CONTENT_PART ) {
			await this.finish();
		}
	}

	async finish(): Promise< void > {
		if ( this.#lines.length === 0 ) {
			return;
		}
		const body = encoder.encode( `${ this.#lines.join( '\n' ) }\n` );
		this.#lines = [];
		this.#size = 0;
		this.#number++;
		await this.#parts.add(
			`content/content-${ String( this.#number ).padStart( 4, '0' ) }.ndjson`,
			body
		);
	}

	counts(): Readonly< Record< string, number > > {
		return Object.fromEntries( [ ...this.#counts ].sort() );
	}
}

/** Reads files in the order of the lists, some at a time; tells how far it got; refuses what no browser could open. */
class FileReader {
	readonly #options: GatherOptions;
	readonly #paths: readonly string[];
	readonly #total: number;
	#ahead = new Map< string, Uint8Array< ArrayBuffer > >();
	#next = 0;
	#loaded = 0;

	constructor( options: GatherOptions, files: readonly BundleFile[] ) {
		const { maxBytes = DEFAULT_MAX_BYTES } = options;
		this.#options = options;
		this.#paths = files.map( ( { path } ) => path );
		this.#total = files.reduce( ( sum, { size } ) => sum + size, 0 );
		if ( this.#total > maxBytes ) {
			throw new AetherError(
				'payload_too_large',
				`The bundle would hold ${ Math.ceil( this.#total / MEBIBYTE ) } MB of files, and ${ Math.floor( maxBytes / MEBIBYTE ) } MB is the most that a browser can open. Remove large media from the content, or switch the blueprint bundle off.`,
				{ details: { bytes: this.#total, maxBytes } }
			);
		}
	}

	/**
	 * @param path The next one of the lists.
	 */
	async read( path: string ): Promise< Uint8Array< ArrayBuffer > > {
		const { source, signal, onProgress } = this.#options;
		signal.throwIfAborted();
		if ( ! this.#ahead.has( path ) ) {
			this.#ahead = new Map(
				await source.readFiles(
					this.#paths.slice(
						this.#next,
						this.#next + MOST_REFERENCES
					),
					{ signal }
				)
			);
		}
		const body = this.#ahead.get( path );
		if ( ! body ) {
			throw new AetherError(
				'contract_violated',
				`The site did not give ${ path }.`
			);
		}
		this.#ahead.delete( path );
		this.#next++;
		this.#loaded += body.byteLength;
		onProgress( this.#loaded, this.#total, path );
		return body;
	}

	entry( path: string, name: string ): ZipEntry {
		return {
			path: name,
			compress: ! COMPRESSED.test( path ),
			read: () => this.read( path ),
		};
	}
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
