import { type Json, Miniflare, type MiniflareOptions } from 'miniflare';
import { CONTROL_SCRIPT } from './control-script';

export const S3_PATH = '/cdn-cgi/local/r2/s3';

const COMPATIBILITY_DATE = '2026-07-01';

export interface R2Credentials {
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
}

export interface R2Options {
	readonly bucket: string;
	readonly credentials: R2Credentials;
	/** A directory that keeps the objects; default: they live in memory. */
	readonly directory?: string;
}

/** One Worker that runs beside the bucket. */
export interface WorkerScript {
	readonly name: string;
	readonly modules: readonly {
		readonly name: string;
		readonly contents: string | Uint8Array;
		/** Default: `ESModule`. */
		readonly type?: 'ESModule' | 'CompiledWasm' | 'Text' | 'Data';
	}[];
	/** Plain text, JSON and secrets by binding name. */
	readonly variables: Readonly< Record< string, unknown > >;
	/** Names under which the Worker sees the bucket. */
	readonly bucketBindings: readonly string[];
	readonly compatibilityDate?: string;
}

const CONTROL_WORKER: WorkerScript = {
	name: 'control',
	modules: [ { name: 'control.mjs', contents: CONTROL_SCRIPT } ],
	variables: {},
	bucketBindings: [ 'BUCKET' ],
};

/** An object as it lies in the bucket. */
export interface ObjectInBucket {
	readonly body: Uint8Array;
	readonly contentType: string | undefined;
	readonly cacheControl: string | undefined;
	readonly contentEncoding: string | undefined;
}

/** R2 in workerd: its S3 endpoint, its bindings and the Workers that read the same objects. */
export class R2 {
	readonly #options: R2Options;
	readonly #miniflare: Miniflare;
	#workers: readonly WorkerScript[] = [];
	#changing: Promise< unknown > = Promise.resolve();

	constructor( options: R2Options ) {
		this.#options = options;
		this.#miniflare = new Miniflare( this.#miniflareOptions() );
	}

	/** Origin of workerd itself; a change of Workers may move it. */
	async origin(): Promise< URL > {
		await this.#changing;
		return this.#miniflare.ready;
	}

	/**
	 * Every object from the inside, past every check of the stand, by key.
	 *
	 * @param prefix
	 */
	async objects(
		prefix = ''
	): Promise< ReadonlyMap< string, ObjectInBucket > > {
		const response = await this.#control( 'read', { prefix } );
		const found = ( await response.json() ) as ( readonly [
			key: string,
			base64: string,
			metadata: Omit< ObjectInBucket, 'body' >,
		] )[];
		return new Map(
			found.map( ( [ key, base64, metadata ] ) => [
				key,
				{ ...metadata, body: Buffer.from( base64, 'base64' ) },
			] )
		);
	}

	/**
	 * Puts objects there that no deployment knows of.
	 *
	 * @param bodies By key.
	 */
	async fill(
		bodies: Readonly< Record< string, string > >
	): Promise< void > {
		await this.#control( 'fill', bodies );
	}

	async clear(): Promise< void > {
		await this.#control( 'clear', {} );
	}

	/**
	 * Runs these Workers instead of those before.
	 *
	 * @param workers
	 */
	async run( workers: readonly WorkerScript[] ): Promise< void > {
		this.#workers = workers;
		this.#changing = this.#changing.then( () =>
			this.#miniflare.setOptions( this.#miniflareOptions() )
		);
		await this.#changing;
	}

	/**
	 * One request to one of the Workers. Redirects are not followed.
	 *
	 * @param worker
	 * @param url
	 * @param init
	 */
	async fetch(
		worker: string,
		url: string,
		init: RequestInit = {}
	): Promise< Response > {
		await this.#changing;
		// Its declared type belongs to a package that only deployed Workers need.
		const fetcher = ( await this.#miniflare.getWorker(
			worker
		) ) as unknown as { fetch: typeof globalThis.fetch };
		return fetcher.fetch( url, { redirect: 'manual', ...init } );
	}

	/**
	 * Where workerd itself answers for one of the Workers, with nothing between that would undo or redo a coding.
	 *
	 * @param worker
	 */
	async address( worker: string ): Promise< URL > {
		await this.#changing;
		return this.#miniflare.unsafeGetDirectURL( worker );
	}

	async #control( verb: string, input: unknown ): Promise< Response > {
		const response = await this.fetch(
			CONTROL_WORKER.name,
			`http://control/${ verb }`,
			{ method: 'POST', body: JSON.stringify( input ) }
		);
		if ( ! response.ok ) {
			throw new Error( `The bucket did not ${ verb }.` );
		}
		return response;
	}

	async stop(): Promise< void > {
		await this.#changing.catch( () => {} );
		await this.#miniflare.dispose();
	}

	#miniflareOptions(): MiniflareOptions {
		const { bucket, credentials, directory } = this.#options;
		return {
			host: '127.0.0.1',
			port: 0,
			cf: false,
			...( directory === undefined ? {} : { r2Persist: directory } ),
			workers: [ CONTROL_WORKER, ...this.#workers ].map( ( worker ) => ( {
				name: worker.name,
				compatibilityDate:
					worker.compatibilityDate ?? COMPATIBILITY_DATE,
				modules: worker.modules.map( ( module ) => ( {
					type: module.type ?? ( 'ESModule' as const ),
					path: module.name,
					contents: module.contents,
				} ) ),
				bindings: { ...worker.variables } as Record< string, Json >,
				unsafeDirectSockets: [ { host: '127.0.0.1', port: 0 } ],
				r2Buckets: Object.fromEntries(
					worker.bucketBindings.map( ( binding ) => [
						binding,
						{ id: bucket, s3Credentials: { ...credentials } },
					] )
				),
			} ) ),
		};
	}
}
