/**
 * One publish in a process of its own, as the engine does it. Its argument is `PublisherInput` as JSON.
 */
import { setMaxListeners } from 'node:events';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	ManualClock,
} from '@aether/provider-sdk/testing';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { pageOfRound } from './rounds';

export interface PublisherInput {
	/** Settings of the provider. */
	readonly config: Readonly< Record< string, string > >;
	readonly secret: string;
	readonly round: number;
	readonly pages: number;
}

// Each upload of a publish listens to the same signal.
setMaxListeners( 100 );

const { config, secret, round, pages } = JSON.parse(
	process.argv[ 2 ] ?? ''
) as PublisherInput;
const { signal } = new AbortController();

const target = await new CloudflareR2Provider().createTarget(
	'static_site',
	fakeRuntime( {
		fetch,
		clock: new ManualClock( Date.now() ),
		config,
		secrets: { secret_access_key: secret },
	} ),
	{ signal }
);
const manifest = await createTestManifest(
	await Promise.all(
		Array.from( { length: pages }, ( _, page ) =>
			createTestFile( `${ page }/index.html`, pageOfRound( page, round ) )
		)
	)
);
const { uploads } = await target.prepare( manifest, { signal } );
await Promise.all(
	uploads.map( async ( { path } ) => {
		const file = manifest.files.get( path );
		if ( file ) {
			await target.put( file, { signal: new AbortController().signal } );
		}
	} )
);
await target.finalize( { signal } );
