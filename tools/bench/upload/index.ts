/** Uploading many small files to a bucket, compared with rclone in the same run. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ObjectStorage } from '../../../tests/stands/object-storage';
import { bucketConfig } from '../../../tests/stands/object-storage/open-bucket';
import { measureProcess } from '../measured-process';
import { median } from '../median';
import { fetchRclone, measureStart, syncWithRclone } from './rclone';
import { writeSmallFiles } from './small-files';
import type { UploaderInput, UploaderReport } from './uploader-process';

export const CASES = [ 'full', 'unchanged', 'one changed' ] as const;

export interface UploadBenchOptions {
	/** Keeps rclone between runs. */
	readonly directory: string;
	readonly files: number;
	readonly rounds: number;
	readonly concurrency: number;
	readonly signal: AbortSignal;
	readonly report: ( line: string ) => void;
}

/** Medians of all rounds. */
export interface UploadMeasurement {
	readonly name: ( typeof CASES )[ number ];
	readonly aetherMs: number;
	/** How much of it went into reading and hashing, which a publish has done when it renders. */
	readonly aetherReadingMs: number;
	readonly rcloneMs: number;
	/** Requests that reached the bucket. */
	readonly aetherRequests: number;
	readonly rcloneRequests: number;
}

export interface UploadMeasurements {
	readonly files: number;
	readonly bytes: number;
	readonly concurrency: number;
	readonly rounds: number;
	readonly cases: readonly UploadMeasurement[];
}

/** Makes the bucket equal to a directory. */
type Sync = ( directory: string ) => Promise< UploaderReport >;

interface Sample extends UploaderReport {
	readonly requests: number;
}

/**
 * An upload into an empty bucket, one without a change, one with one changed file: by both, in turns, to one stand.
 *
 * @param options
 */
export async function measureUploads(
	options: UploadBenchOptions
): Promise< UploadMeasurements > {
	const { concurrency, rounds, report } = options;
	const program = await fetchRclone( options.directory );
	const work = await mkdtemp( join( tmpdir(), 'aether-upload-' ) );
	const stand = await ObjectStorage.start( {
		directory: join( work, 'bucket' ),
		// It is the programs that are measured: neither waits for another attempt, nor is held to our digests.
		limitsWrites: false,
		demandsDigests: false,
	} );
	try {
		const site = join( work, 'site' );
		const { paths, bytes } = await writeSmallFiles( site, options.files );
		const syncs = {
			aether: await createUploader( work, stand, options ),
			// Neither start of a program counts.
			rclone: async ( directory: string ) => {
				const whole = await syncWithRclone( {
					...options,
					...connectionOf( stand ),
					program,
					directory,
				} );
				return {
					milliseconds: whole - ( await measureStart( program ) ),
					// It does not say.
					readingMs: 0,
				};
			},
		} satisfies Record< string, Sync >;
		const samples = { aether: [], rclone: [] } as Record<
			keyof typeof syncs,
			Sample[][]
		>;
		for ( let round = 1; round <= rounds; round++ ) {
			for ( const name of [ 'aether', 'rclone' ] as const ) {
				report( `Round ${ round } of ${ rounds }: ${ name }…` );
				await stand.clear();
				const changed = paths[ round ] ?? '';
				const text = `${ name } ${ round }`;
				samples[ name ].push( [
					await sample( stand, syncs[ name ], site ),
					await sample( stand, syncs[ name ], site ),
					await writeFile( changed, text ).then( () =>
						sample( stand, syncs[ name ], site )
					),
				] );
			}
		}
		const middle = (
			name: keyof typeof syncs,
			index: number,
			value: keyof Sample
		): number =>
			median(
				samples[ name ].map(
					( round ) => round[ index ]?.[ value ] ?? 0
				)
			);
		return {
			files: options.files,
			bytes,
			concurrency,
			rounds,
			cases: CASES.map( ( name, index ) => ( {
				name,
				aetherMs: middle( 'aether', index, 'milliseconds' ),
				aetherReadingMs: middle( 'aether', index, 'readingMs' ),
				rcloneMs: middle( 'rclone', index, 'milliseconds' ),
				aetherRequests: middle( 'aether', index, 'requests' ),
				rcloneRequests: middle( 'rclone', index, 'requests' ),
			} ) ),
		};
	} finally {
		await stand.stop();
		await rm( work, { recursive: true, force: true } );
	}
}

const connectionOf = ( stand: ObjectStorage ) => ( {
	endpoint: stand.endpoint,
	bucket: stand.bucketName,
	accessKeyId: stand.accessKeyId,
	secretAccessKey: stand.secretAccessKey,
} );

async function sample(
	stand: ObjectStorage,
	sync: Sync,
	site: string
): Promise< Sample > {
	stand.log.clear();
	const report = await sync( site );
	return { ...report, requests: stand.log.requests.length };
}

/**
 * Ours is a bundle in a process of its own, as the command line is.
 *
 * @param work
 * @param stand
 * @param options
 * @param options.concurrency
 * @param options.signal
 */
async function createUploader(
	work: string,
	stand: ObjectStorage,
	{ concurrency, signal }: UploadBenchOptions
): Promise< Sync > {
	const script = join( work, 'uploader.mjs' );
	await build( {
		entryPoints: [ join( import.meta.dirname, 'uploader-process.ts' ) ],
		outfile: script,
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'esm',
		// What is CommonJS in there asks for Node's modules.
		banner: {
			js: "import { createRequire } from 'node:module'; const require = createRequire( import.meta.url );",
		},
	} );
	return async ( directory ) => {
		const input: UploaderInput = {
			directory,
			config: bucketConfig( stand ) as Record< string, string >,
			secret: stand.secretAccessKey,
			concurrency,
		};
		const done = await measureProcess(
			[ script, JSON.stringify( input ) ],
			{
				signal,
			}
		);
		if ( done.exitCode !== 0 ) {
			throw new Error(
				`The upload failed: ${ done.stderr.slice( -2000 ) }`
			);
		}
		return JSON.parse( done.stdout ) as UploaderReport;
	};
}
