/**
 * Publishes a directory into a bucket, as the engine does once a site is rendered. Its argument is `UploaderInput` as
 * JSON.
 */
import type { DeploymentManifest } from '@aether/provider-sdk';
import { fakeRuntime, ManualClock } from '@aether/provider-sdk/testing';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { readSiteFiles } from './site-files';

export interface UploaderInput {
	readonly directory: string;
	/** Settings of the provider. */
	readonly config: Readonly< Record< string, string > >;
	readonly secret: string;
	readonly concurrency: number;
}

export interface UploaderReport {
	/** From the first file read to the last answer, without the start of the program. */
	readonly milliseconds: number;
	/** How much of it went into reading and hashing, which a publish has done when it renders. */
	readonly readingMs: number;
}

const { directory, config, secret, concurrency } = JSON.parse(
	process.argv[ 2 ] ?? ''
) as UploaderInput;
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

const startedAt = performance.now();
const files = readSiteFiles( directory );
const readingMs = performance.now() - startedAt;
const manifest: DeploymentManifest = {
	publishId: crypto.randomUUID(),
	deploymentType: 'static_site',
	baseUrl: 'https://published.test/',
	redirects: [],
	files,
};
const { uploads } = await target.prepare( manifest, { signal } );
const waiting = uploads.values();
await Promise.all(
	Array.from( { length: concurrency }, async () => {
		for ( const { path } of waiting ) {
			const file = manifest.files.get( path );
			if ( file ) {
				await target.put( file, {
					signal: new AbortController().signal,
				} );
			}
		}
	} )
);
await target.finalize( { signal } );
process.stdout.write(
	JSON.stringify( {
		milliseconds: performance.now() - startedAt,
		readingMs,
	} satisfies UploaderReport )
);
