import { DEPLOYMENT_TYPES, ProviderRegistry } from '@aether/provider-sdk';
import {
	fakeRuntime,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { FakeLocalSite } from './fake-local-site';
import { MOST_FILES_PER_REQUEST } from './limits';
import { LocalFilesystemProvider } from './provider';

const ID = 'local-filesystem';
const signal = new AbortController().signal;

let site = new FakeLocalSite();

const runtime = ( config = {} ) =>
	fakeRuntime( { providerId: ID, config, rest: site.rest } );

function provider() {
	const registry = new ProviderRegistry();
	registry.register( ID, LocalFilesystemProvider );
	const registered = registry.get( ID );
	if ( ! registered ) {
		throw new Error( 'The provider was not registered.' );
	}
	return registered;
}

testProvider( {
	id: ID,
	providerClass: LocalFilesystemProvider,
	config: {
		deployment_types: [ DEPLOYMENT_TYPES.STATIC_SITE ],
		keep_releases: 3,
		url_style: 'document-relative',
	},
	createRuntime: runtime,
} );

testDeploymentTarget( {
	name: 'The local folder',
	batchSize: MOST_FILES_PER_REQUEST,
	reset: () => {
		site = new FakeLocalSite();
	},
	createTarget: () =>
		provider().createTarget( DEPLOYMENT_TYPES.STATIC_SITE, runtime(), {
			signal,
		} ),
	readBackend: () =>
		new Map(
			[ ...site.published ].map( ( [ path, file ] ) => [
				path,
				{ body: file.bytes, contentType: file.contentType },
			] )
		),
	answerWith: ( status ) => {
		site.intercept =
			status === null ? null : () => new Response( '', { status } );
	},
} );

describe( 'LocalFilesystemProvider', () => {
	it.each( [
		[ 'document-relative', 'document-relative' ],
		[ undefined, 'absolute' ],
		[ 'sideways', 'absolute' ],
	] )(
		'links pages by the stored style %s as %s',
		async ( stored, style ) => {
			const target = await provider().createTarget(
				DEPLOYMENT_TYPES.STATIC_SITE,
				runtime( stored === undefined ? {} : { url_style: stored } ),
				{ signal }
			);
			expect( target.urlStyle ).toBe( style );
		}
	);

	it( 'asks for the folder of the deployment type that it opens', async () => {
		site = new FakeLocalSite();
		await provider().createTarget(
			DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE,
			runtime(),
			{ signal }
		);
		expect( site.requests.map( ( { path } ) => path ) ).toEqual( [
			'blueprint_bundle',
		] );
	} );

	it( 'tests the connection by opening the folder', async () => {
		site = new FakeLocalSite();
		site.intercept = () => new Response( '', { status: 403 } );
		await expect(
			provider().testConnection?.( runtime(), { signal } )
		).rejects.toMatchObject( { code: 'permission_denied' } );
	} );
} );
