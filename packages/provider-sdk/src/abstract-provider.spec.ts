import { addFilter, removeAllFilters } from '@wordpress/hooks';
import {
	afterEach,
	beforeEach,
	describe,
	expect,
	it,
	vi,
	type MockInstance,
} from 'vitest';
import { fakeRuntime } from '../testing/fake-runtime';
import { AbstractProvider } from './abstract-provider';
import { ConfigFieldBuilder } from './config-field-builder';
import { DEPLOYMENT_TYPES } from './deployment-types';
import { ProviderRegistry } from './provider-registry';
import type { ConfigField, ProviderConfig, ProviderRuntime } from './types';

class MinimalProvider extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}
}

class StorageProvider extends AbstractProvider {
	override getSupportedDeploymentTypes(): readonly string[] {
		return [
			DEPLOYMENT_TYPES.STATIC_SITE,
			DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE,
		];
	}
	override getProviderSpecificConfigFields() {
		return [
			ConfigFieldBuilder.text( 'bucket_name' ).required(),
			ConfigFieldBuilder.text( 'region' ).build(),
		];
	}
}

class RegionalProvider extends StorageProvider {
	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			ConfigFieldBuilder.select( 'region', [ 'eu', 'us' ] ),
			ConfigFieldBuilder.url( 'public_url' ),
		];
	}
}

const signal = new AbortController().signal;
const ids = ( fields: readonly ConfigField[] ) =>
	fields.map( ( field ) => field.id );

function instantiate< Provider extends new () => AbstractProvider >(
	providerClass: Provider,
	id = 'my-cloud',
	config = {}
) {
	const registry = new ProviderRegistry();
	registry.setConfigs( { [ id ]: config } );
	const [ base = id ] = id.split( ':' );
	registry.register(
		base,
		providerClass as unknown as typeof MinimalProvider
	);
	return registry.get( id ) as AbstractProvider;
}

let log: MockInstance;
beforeEach( () => {
	log = vi.spyOn( console, 'error' ).mockReturnValue( undefined );
} );
afterEach( () => {
	removeAllFilters( 'aether.provider.config_fields', 'test' );
	log.mockRestore();
} );

describe( 'A class that overrides nothing but its types', () => {
	it( 'has the registered id and its humanised form as the name', () => {
		expect( instantiate( MinimalProvider ).getMetadata() ).toEqual( {
			id: 'my-cloud',
			name: 'My Cloud',
			description: '',
			icon: 'cloud',
			supportedDeploymentTypes: [ 'static_site' ],
		} );
	} );

	it( 'names an instance after its class and itself', () => {
		expect(
			instantiate( MinimalProvider, 'cloudflare-r2:eu' ).getMetadata()
		).toMatchObject( {
			id: 'cloudflare-r2:eu',
			name: 'Cloudflare R2 (eu)',
		} );
	} );

	it( 'has a form of its deployment types, a strategy, and no complaint about an empty configuration', () => {
		const provider = instantiate( MinimalProvider );
		expect( ids( provider.getConfigFields() ) ).toEqual( [
			'deployment_types',
		] );
		expect( provider.getUploadStrategy() ).toBe( 'storage' );
		expect( provider.validateConfig( {} ) ).toEqual( [] );
	} );

	it( 'cannot open a deployment, and says what it lacks', async () => {
		await expect(
			instantiate( MinimalProvider ).createTarget(
				'static_site',
				fakeRuntime(),
				{ signal }
			)
		).rejects.toMatchObject( {
			code: 'contract_violated',
			message: expect.stringContaining( 'uploadFile()' ),
		} );
	} );

	it( 'may have a type of its own for its configuration', () => {
		type BucketConfig = ProviderConfig & { readonly bucket: string };
		class Typed extends AbstractProvider< BucketConfig > {
			override getPublicUrl( {
				config,
			}: ProviderRuntime< BucketConfig > ) {
				return `https://${ config.bucket }.test/`;
			}
			override uploadFile() {}
		}
		const registry = new ProviderRegistry();
		registry.register( 'typed', Typed );
		expect( registry.get( 'typed' ) ).toBeInstanceOf( Typed );
	} );

	it( 'can be used outside of a registry', () => {
		const provider = new MinimalProvider();
		expect( provider.id ).toBe( '' );
		expect( provider.isDeploymentTypeEnabled( 'static_site' ) ).toBe(
			false
		);
	} );
} );

describe( 'Deployment types', () => {
	it.each( [
		[ 'nothing stored', null, false ],
		[ 'an empty list', { deployment_types: [] }, false ],
		[ 'another type', { deployment_types: [ 'edge_functions' ] }, false ],
		[ 'the type', { deployment_types: [ 'static_site' ] }, true ],
		[ 'other settings only', { bucket_name: 'x' }, false ],
	] )( 'with %s stored: enabled is %s', ( _, config, isEnabled ) => {
		const registry = new ProviderRegistry();
		registry.register( 'storage', StorageProvider );
		if ( config !== null ) {
			registry.setConfigs( { storage: config } );
		}
		expect(
			registry.get( 'storage' )?.isDeploymentTypeEnabled( 'static_site' )
		).toBe( isEnabled );
	} );

	it( 'are enabled as a save that follows says', () => {
		const registry = new ProviderRegistry();
		registry.register( 'storage', StorageProvider );
		const provider = registry.get( 'storage' );
		registry.setConfigs( {
			storage: { deployment_types: [ 'static_site' ] },
		} );
		expect( provider?.isDeploymentTypeEnabled( 'static_site' ) ).toBe(
			true
		);
		registry.setConfigs( { storage: { deployment_types: [] } } );
		expect( provider?.isDeploymentTypeEnabled( 'static_site' ) ).toBe(
			false
		);
	} );

	it( 'can be asked about a configuration that is not stored', () => {
		expect(
			new StorageProvider().isDeploymentTypeEnabled( 'static_site', {
				deployment_types: [ 'static_site' ],
			} )
		).toBe( true );
	} );

	it( 'are supported exactly when the class names them', () => {
		const provider = new StorageProvider();
		expect( provider.supportsDeploymentType( 'blueprint_bundle' ) ).toBe(
			true
		);
		expect( provider.supportsDeploymentType( 'edge_functions' ) ).toBe(
			false
		);
	} );
} );

describe( 'getConfigFields', () => {
	it( 'puts the deployment types before the provider’s own fields, built or not', () => {
		const fields = instantiate( StorageProvider ).getConfigFields();
		expect( ids( fields ) ).toEqual( [
			'deployment_types',
			'bucket_name',
			'region',
		] );
		expect( fields[ 1 ] ).toMatchObject( {
			label: 'Bucket Name',
			required: true,
		} );
	} );

	it( 'leaves the deployment types out for a provider without any', () => {
		class Nothing extends AbstractProvider {}
		expect( instantiate( Nothing ).getConfigFields() ).toEqual( [] );
	} );

	it( 'lets a class refine a field that it inherits, in its place', () => {
		const fields = instantiate( RegionalProvider ).getConfigFields();
		expect( ids( fields ) ).toEqual( [
			'deployment_types',
			'bucket_name',
			'region',
			'public_url',
		] );
		expect( fields[ 2 ]?.type ).toBe( 'select' );
	} );

	it( 'leaves out a field that cannot be built and keeps the rest', () => {
		class Broken extends StorageProvider {
			override getProviderSpecificConfigFields() {
				return [
					ConfigFieldBuilder.text( 'a' ).pattern( '(' ),
					...super.getProviderSpecificConfigFields(),
				];
			}
		}
		expect( ids( instantiate( Broken ).getConfigFields() ) ).toEqual( [
			'deployment_types',
			'bucket_name',
			'region',
		] );
		expect( log ).toHaveBeenCalled();
	} );
} );

describe( 'The filter aether.provider.config_fields', () => {
	const extra = ConfigFieldBuilder.text( 'extra' );

	it( 'sees the whole form, the id and the provider', () => {
		const callback = vi.fn( ( fields: ConfigField[] ) => [
			...fields,
			extra.build(),
		] );
		addFilter( 'aether.provider.config_fields', 'test/extra', callback );
		const provider = instantiate( StorageProvider, 'storage' );
		expect( ids( provider.getConfigFields() ) ).toEqual( [
			'deployment_types',
			'bucket_name',
			'region',
			'extra',
		] );
		expect( callback ).toHaveBeenCalledWith(
			[
				expect.objectContaining( { id: 'deployment_types' } ),
				expect.objectContaining( { id: 'bucket_name' } ),
				expect.objectContaining( { id: 'region' } ),
			],
			'storage',
			provider
		);
	} );

	it( 'may return builders', () => {
		addFilter(
			'aether.provider.config_fields',
			'test/extra',
			( fields ) => [ ...( fields as ConfigField[] ), extra ]
		);
		expect(
			ids( instantiate( MinimalProvider ).getConfigFields() )
		).toEqual( [ 'deployment_types', 'extra' ] );
	} );

	it.each( [
		[
			'throws',
			() => {
				throw new Error( 'bug' );
			},
		],
		[ 'returns nothing', () => undefined ],
		[ 'returns an object', () => ( { fields: [] } ) ],
		[
			'throws after it has pushed a field',
			( fields: unknown ) => {
				( fields as unknown[] ).push( extra );
				throw new Error( 'bug' );
			},
		],
	] )(
		'ignores a callback that %s, names it, and keeps its neighbours',
		( _, callback ) => {
			const before = ConfigFieldBuilder.text( 'before' );
			const after = ConfigFieldBuilder.text( 'after' );
			addFilter(
				'aether.provider.config_fields',
				'test/before',
				( fields ) => [ ...( fields as ConfigField[] ), before ]
			);
			addFilter(
				'aether.provider.config_fields',
				'test/broken',
				callback
			);
			addFilter(
				'aether.provider.config_fields',
				'test/after',
				( fields ) => [ ...( fields as ConfigField[] ), after ]
			);
			expect(
				ids( instantiate( MinimalProvider ).getConfigFields() )
			).toEqual( [ 'deployment_types', 'before', 'after' ] );
			expect( log ).toHaveBeenCalledWith(
				expect.stringContaining( 'test/broken' ),
				...( log.mock.calls[ 0 ]?.slice( 1 ) ?? [] )
			);
		}
	);
} );

describe( 'validateConfig of a provider', () => {
	it( 'applies the rules of its fields, the deployment types included', () => {
		expect(
			instantiate( StorageProvider ).validateConfig( {
				deployment_types: [ 'edge_functions' ],
			} )
		).toMatchObject( [
			{ field: 'deployment_types', code: 'option' },
			{ field: 'bucket_name', code: 'required' },
		] );
	} );
} );
