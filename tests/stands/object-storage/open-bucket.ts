import type {
	DeploymentManifest,
	DeploymentReceipt,
	DeploymentTarget,
	ProviderConfig,
	PublishFile,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	type FakeRuntime,
	type ManualClock,
} from '@aether/provider-sdk/testing';
import type { ObjectStorage } from '.';
import { StandClock } from './stand-clock';
import { standTime } from './stand-time';

const { signal } = new AbortController();

/**
 * The settings of a provider that publishes into the stand's bucket.
 *
 * @param stand
 * @param overrides
 */
export const bucketConfig = (
	stand: ObjectStorage,
	overrides: ProviderConfig = {}
): ProviderConfig => ( {
	access_key_id: stand.accessKeyId,
	bucket_name: stand.bucketName,
	endpoint: stand.endpoint,
	region: 'auto',
	public_url: 'https://published.test/',
	...overrides,
} );

/**
 * What a provider runs in: real requests, a clock that stands still at this moment, and waits that are over at once.
 *
 * @param stand
 * @param overrides    Of the settings.
 * @param parts
 * @param parts.clock
 * @param parts.fetch
 * @param parts.secret
 */
export const bucketRuntime = (
	stand: ObjectStorage,
	overrides: ProviderConfig = {},
	parts: {
		readonly clock?: ManualClock;
		readonly fetch?: typeof globalThis.fetch;
		readonly secret?: string;
	} = {}
): FakeRuntime =>
	fakeRuntime( {
		fetch: parts.fetch ?? fetch,
		clock: parts.clock ?? new StandClock(),
		config: bucketConfig( stand, overrides ),
		secrets: { secret_access_key: parts.secret ?? stand.secretAccessKey },
	} );

/**
 * @param texts Bodies by path.
 */
export const siteOf = (
	texts: Readonly< Record< string, string > >
): Promise< PublishFile[] > =>
	Promise.all(
		Object.entries( texts ).map( ( [ path, body ] ) =>
			createTestFile( path, body )
		)
	);

/**
 * One deployment from beginning to end. It begins a second after whatever was before.
 *
 * @param target
 * @param files
 * @param overrides Of the manifest.
 * @param attempt   Runs each operation. Default: once.
 */
export async function publishTo(
	target: DeploymentTarget,
	files: readonly PublishFile[],
	overrides: Partial< Omit< DeploymentManifest, 'files' > > = {},
	attempt: < T >( task: () => Promise< T > ) => Promise< T > = ( task ) =>
		task()
): Promise< DeploymentReceipt > {
	standTime.pass( 1000 );
	const manifest = await createTestManifest( files, overrides );
	const { uploads } = await attempt( () =>
		target.prepare( manifest, { signal } )
	);
	const waiting = uploads.values();
	const work = async (): Promise< void > => {
		for ( const { path } of waiting ) {
			const file = manifest.files.get( path );
			if ( file ) {
				await attempt( () =>
					target.put( file, {
						// Its own, as the engine gives it.
						signal: new AbortController().signal,
					} )
				);
			}
		}
	};
	await Promise.all( Array.from( { length: target.maxConcurrency }, work ) );
	return attempt( () => target.finalize( { signal } ) );
}
