import {
	AbstractProvider,
	applyContainedFilter,
	getProvidersForDeploymentType,
	getRegisteredSteps,
	ProviderRegistry,
	validateConfig,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	fakeRuntime,
	MemoryBackend,
	MemoryTarget,
} from '@aether/provider-sdk/testing';
import { type PublishEvent, publishSite } from '@aether/publish-engine';
import {
	createTestServices,
	MemoryRecords,
	MemorySite,
} from '@aether/publish-engine/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

const registry = ProviderRegistry.getInstance();
const signal = new AbortController().signal;
const backend = new MemoryBackend();

/** A provider of somebody else. */
class Elsewhere extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site', 'database_sync' ];
	}
	override async createTarget() {
		return new MemoryTarget( { backend } );
	}
}

beforeAll( async () => {
	await import( '../../examples/publish-rules-plugin/src' );
	registry.register( 'local-filesystem', Elsewhere );
	registry.register( 'elsewhere', Elsewhere );
} );

afterEach( () => registry.setConfigs( {} ) );

/** A publish by the engine, with this page's steps and filters. */
async function publish() {
	const events: PublishEvent[] = [];
	const services = createTestServices( {
		site: new MemorySite( {
			'/': { body: '<p>Home</p>', listedAs: 'home' },
		} ),
	} );
	await publishSite( {
		services: { ...services, providers: registry },
		records: new MemoryRecords(),
		signal,
		registeredSteps: getRegisteredSteps(),
		filterWorkflow: ( workflow ) =>
			applyContainedFilter(
				'aether.publish.workflow.steps',
				workflow,
				Array.isArray as unknown as (
					value: unknown
				) => value is typeof workflow
			),
		onEvent: ( event ) => events.push( event ),
	} ).catch( () => {} );
	return events.filter(
		( event ) => 'step' in event && event.step === 'syncDatabase'
	);
}

describe( 'The example of hooks', () => {
	it( 'adds its field to the form of another’s provider, with its rule, and to no other form', () => {
		const fields =
			registry.get( 'local-filesystem' )?.getConfigFields() ?? [];
		expect( fields.map( ( { id } ) => id ) ).toEqual( [
			'deployment_types',
			'cost_centre',
		] );
		expect( validateConfig( fields, { cost_centre: 'DE-2026' } ) ).toEqual(
			[]
		);
		expect(
			validateConfig( fields, { cost_centre: '2026' } )
		).toMatchObject( [ { field: 'cost_centre', code: 'pattern' } ] );
		expect( registry.get( 'elsewhere' )?.getConfigFields() ).toHaveLength(
			1
		);
	} );

	it( 'decorates each provider at its registration: images get their header, pages keep theirs', async () => {
		expect( registry.problems ).toEqual( [] );
		const target = await registry
			.get( 'elsewhere' )
			?.createTarget( 'static_site', fakeRuntime(), { signal } );
		const manifest = await createTestManifest( [
			await createTestFile( 'logo.png', 'logo', {
				contentType: 'image/png',
			} ),
			await createTestFile( 'index.html' ),
		] );
		const plan = await target?.prepare( manifest, { signal } );
		expect( plan?.uploads ).toHaveLength( 2 );
		for ( const file of manifest.files.values() ) {
			await target?.put( file, { signal } );
		}
		await target?.finalize( { signal } );
		expect(
			[ ...backend.live ].map( ( [ path, { cacheControl } ] ) => [
				path,
				cacheControl,
			] )
		).toEqual( [
			[ 'logo.png', 'public, max-age=31536000' ],
			[ 'index.html', undefined ],
		] );

		const again = await registry
			.get( 'elsewhere' )
			?.createTarget( 'static_site', fakeRuntime(), { signal } );
		expect(
			( await again?.prepare( manifest, { signal } ) )?.uploads
		).toEqual( [] );
	} );

	it( 'shows its deployment type by its label', () => {
		const [ types ] = registry.get( 'elsewhere' )?.getConfigFields() ?? [];
		expect( types?.options?.at( -1 ) ).toEqual( {
			value: 'database_sync',
			label: 'Database sync',
			description: 'The tables of this site, for a read-only copy.',
		} );
	} );

	it( 'runs its step in a phase of its own for the providers that have the type on', async () => {
		registry.setConfigs( {
			elsewhere: { deployment_types: [ 'database_sync' ] },
		} );
		expect( getProvidersForDeploymentType( 'database_sync' ) ).toEqual( [
			'elsewhere',
		] );
		const events = await publish();
		expect( events ).toContainEqual(
			expect.objectContaining( {
				type: 'step-progress',
				caption: 'elsewhere',
			} )
		);
		expect( events.map( ( { type } ) => type ) ).toContain( 'step-end' );
	} );

	it( 'skips its step with a reason when nobody has the type on', async () => {
		expect( await publish() ).toEqual( [
			expect.objectContaining( {
				type: 'step-skip',
				reason: 'No provider receives the database.',
			} ),
		] );
	} );
} );
