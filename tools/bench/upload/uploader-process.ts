/**
 * Publishes a directory into a bucket, as the engine does once a site is rendered. Its argument is `UploaderInput` as
 * JSON.
 */
import { createHash } from 'node:crypto';
import { openAsBlob, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
	type DeploymentManifest,
	type PublishFile,
	type TargetPath,
	toTargetPath,
} from '@aether/provider-sdk';
import { fakeRuntime, ManualClock } from '@aether/provider-sdk/testing';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';

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
}

const { directory, config, secret, concurrency } = JSON.parse(
	process.argv[ 2 ] ?? ''
) as UploaderInput;
const { signal } = new AbortController();

/**
 * Reads and hashes; a site that was rendered has its hashes already, but rclone reads and hashes, too.
 * @param paths
 */
function readFiles(
	paths: readonly string[]
): ReadonlyMap< TargetPath, PublishFile > {
	const files = new Map< TargetPath, PublishFile >();
	for ( const name of paths ) {
		const body = readFileSync( name );
		const path = toTargetPath( relative( directory, name ) );
		files.set( path, {
			path,
			size: body.length,
			contentType: 'text/html; charset=UTF-8',
			sha256: createHash( 'sha256' ).update( body ).digest( 'hex' ),
			digest: async ( algorithm ) => {
				throw new Error( `Nobody needs ${ algorithm } here.` );
			},
			open: () => openAsBlob( name ),
		} );
	}
	return files;
}

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
const entries = await readdir( directory, {
	recursive: true,
	withFileTypes: true,
} );
const names = entries
	.filter( ( entry ) => entry.isFile() )
	.map( ( entry ) => join( entry.parentPath, entry.name ) );
const manifest: DeploymentManifest = {
	publishId: crypto.randomUUID(),
	deploymentType: 'static_site',
	baseUrl: 'https://published.test/',
	redirects: [],
	files: readFiles( names ),
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
	} satisfies UploaderReport )
);
