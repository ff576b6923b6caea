import type { ZipWriterAddDataOptions } from '@zip.js/zip.js';

export interface ZipEntry {
	/** Below the archive's root, with slashes. */
	readonly path: string;
	/** Opened when its turn comes; one is in memory at a time. */
	readonly read: () => Promise< Uint8Array< ArrayBuffer > >;
	/** False for what is compressed already. */
	readonly compress: boolean;
}

/** The first moment that an archive can name: the same content makes the same bytes at any time. */
const MOMENT = new Date( 1980, 0, 1 );

const OPTIONS: ZipWriterAddDataOptions = {
	lastModDate: MOMENT,
	extendedTimestamp: false,
	// Sizes stand before each file, where readers of streams look for them.
	dataDescriptor: false,
	useWebWorkers: false,
	// Browsers and Node compress differently; the library's own way is the same everywhere.
	useCompressionStream: false,
	zip64: false,
};

/**
 * Writes an archive as it is made.
 *
 * @param entries
 * @param options
 * @param options.signal
 */
export async function* zipStream(
	entries: Iterable< ZipEntry >,
	{ signal }: { readonly signal: AbortSignal }
): AsyncGenerator< Uint8Array< ArrayBuffer >, void, undefined > {
	const { Uint8ArrayReader, ZipWriter } = await import( '@zip.js/zip.js' );
	let chunks: Uint8Array< ArrayBuffer >[] = [];
	const writer = new ZipWriter(
		new WritableStream< Uint8Array< ArrayBuffer > >( {
			write: ( chunk ) => void chunks.push( chunk.slice() ),
		} ),
		OPTIONS
	);
	const taken = () => {
		const made = chunks;
		chunks = [];
		return made;
	};
	for ( const { path, read, compress } of entries ) {
		signal.throwIfAborted();
		await writer.add( path, new Uint8ArrayReader( await read() ), {
			level: compress ? 6 : 0,
			signal,
		} );
		yield* taken();
	}
	await writer.close();
	yield* taken();
}

/**
 * A small archive as a whole.
 *
 * @param entries
 * @param options
 * @param options.signal
 */
export async function zipBytes(
	entries: Iterable< ZipEntry >,
	options: { readonly signal: AbortSignal }
): Promise< Uint8Array< ArrayBuffer > > {
	const chunks: Uint8Array< ArrayBuffer >[] = [];
	for await ( const chunk of zipStream( entries, options ) ) {
		chunks.push( chunk );
	}
	return new Uint8Array( await new Blob( chunks ).arrayBuffer() );
}
