import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, openAsBlob, rmSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AetherError } from '@aether/provider-sdk';
import type { ContentStore, KeptContent } from '@aether/publish-engine';

export interface FileContentStoreOptions {
	/** Where the run's own directory is made. Default: the machine's temporary directory. */
	readonly parent?: string;
	/** Bytes that may stay in memory in all. Default: 16 MiB. */
	readonly memoryBudget?: number;
	/** Bytes of the largest body that stays in memory. Default: 256 KiB. */
	readonly largestInMemory?: number;
}

const MEBIBYTE = 1024 * 1024;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Keeps bodies by hash: small ones in memory while the budget lasts, the others as files that only this user can read.
 * The directory goes with `dispose()`, and with the process if that comes first.
 */
export class FileContentStore implements ContentStore {
	readonly #parent: string;
	readonly #largestInMemory: number;
	readonly #entries = new Map< string, Blob | 'file' >();
	readonly #pending = new Map< string, Promise< void > >();
	#memoryLeft: number;
	#directory: Promise< string > | null = null;
	#removeAtExit: ( () => void ) | null = null;
	#disposed = false;

	constructor( options: FileContentStoreOptions = {} ) {
		this.#parent = options.parent ?? tmpdir();
		this.#memoryLeft = options.memoryBudget ?? 16 * MEBIBYTE;
		this.#largestInMemory = options.largestInMemory ?? MEBIBYTE / 4;
	}

	has( sha256: string ): boolean {
		return this.#entries.has( sha256 );
	}

	async put( sha256: string, body: Uint8Array ): Promise< void > {
		if ( ! HASH.test( sha256 ) ) {
			throw new AetherError(
				'contract_violated',
				'Content is kept by its SHA-256 in lower-case hex.'
			);
		}
		if ( this.#disposed ) {
			throw new AetherError(
				'contract_violated',
				'The content store was disposed of.'
			);
		}
		if ( this.#entries.has( sha256 ) ) {
			return;
		}
		if (
			body.byteLength <= this.#largestInMemory &&
			body.byteLength <= this.#memoryLeft
		) {
			this.#memoryLeft -= body.byteLength;
			this.#entries.set(
				sha256,
				new Blob( [ body as Uint8Array< ArrayBuffer > ] )
			);
			return;
		}
		let writing = this.#pending.get( sha256 );
		if ( writing === undefined ) {
			writing = this.#write( sha256, body ).finally( () =>
				this.#pending.delete( sha256 )
			);
			this.#pending.set( sha256, writing );
		}
		await writing;
	}

	async write(
		chunks: AsyncIterable< Uint8Array< ArrayBuffer > >
	): Promise< KeptContent > {
		const directory = await this.#ensureDirectory();
		const unnamed = join( directory, randomUUID() );
		const hash = createHash( 'sha256' );
		let size = 0;
		await pipeline(
			async function* () {
				for await ( const chunk of chunks ) {
					hash.update( chunk );
					size += chunk.byteLength;
					yield chunk;
				}
			},
			createWriteStream( unnamed, { mode: 0o600 } )
		);
		const sha256 = hash.digest( 'hex' );
		await rename( unnamed, join( directory, sha256 ) );
		this.#entries.set( sha256, 'file' );
		return { sha256, size };
	}

	async open( sha256: string ): Promise< Blob > {
		const entry = this.#entries.get( sha256 );
		if ( entry === undefined ) {
			throw new AetherError(
				'contract_violated',
				`No content is kept under ${ sha256 }.`
			);
		}
		if ( entry !== 'file' ) {
			return entry;
		}
		return openAsBlob( join( await this.#ensureDirectory(), sha256 ) );
	}

	async dispose(): Promise< void > {
		this.#disposed = true;
		await Promise.allSettled( this.#pending.values() );
		this.#entries.clear();
		const directory = await this.#directory?.catch( () => null );
		if ( directory ) {
			await rm( directory, { recursive: true, force: true } );
		}
		if ( this.#removeAtExit ) {
			process.off( 'exit', this.#removeAtExit );
			this.#removeAtExit = null;
		}
	}

	async #write( sha256: string, body: Uint8Array ): Promise< void > {
		const path = join( await this.#ensureDirectory(), sha256 );
		await writeFile( path, body, { mode: 0o600 } );
		this.#entries.set( sha256, 'file' );
	}

	#ensureDirectory(): Promise< string > {
		this.#directory ??= mkdtemp( join( this.#parent, 'aether-' ) ).then(
			( directory ) => {
				this.#removeAtExit = () =>
					rmSync( directory, { recursive: true, force: true } );
				process.once( 'exit', this.#removeAtExit );
				return directory;
			}
		);
		return this.#directory;
	}
}
