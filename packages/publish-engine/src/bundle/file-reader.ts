import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import { sizeOf } from './budget';
import type { CredentialWatch } from './credential-watch';
import type { BundleFile, BundleSource } from './ports';
import type { ZipEntry } from './zip';

export interface FileReaderOptions extends OperationOptions {
	readonly source: BundleSource;
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

/** Paths in one question. */
const MOST_PATHS = 200;

const COMPRESSED =
	/\.(?:jpe?g|png|gif|webp|avif|mp[34]|m4[av]|webm|og[gav]|woff2?|zip|gz)$/i;

/** Reads files in the order of the lists, some at a time; tells how far it got. */
export class FileReader {
	readonly #options: FileReaderOptions;
	readonly #watch: CredentialWatch;
	readonly #paths: readonly string[];
	readonly #total: number;
	#ahead = new Map< string, Uint8Array< ArrayBuffer > >();
	#next = 0;
	#loaded = 0;

	constructor(
		options: FileReaderOptions,
		files: readonly BundleFile[],
		watch: CredentialWatch
	) {
		this.#options = options;
		this.#watch = watch;
		this.#paths = files.map( ( { path } ) => path );
		this.#total = sizeOf( files );
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
					this.#paths.slice( this.#next, this.#next + MOST_PATHS ),
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
		this.#watch.file( path, body );
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
