import { afterEach, describe, expect, it } from 'vitest';
import { AbstractProvider } from './abstract-provider';
import {
	buildDeploymentTypesField,
	DEPLOYMENT_TYPE_DESCRIPTIONS,
	DEPLOYMENT_TYPE_LABELS,
	DEPLOYMENT_TYPES,
	getDeploymentTypeLabel,
} from './deployment-types';
import { ProviderRegistry } from './provider-registry';
import { getProvidersForDeploymentType } from './providers-for-deployment-type';

afterEach( () => {
	delete DEPLOYMENT_TYPES.DATABASE_SYNC;
	delete DEPLOYMENT_TYPE_LABELS.database_sync;
} );

describe( 'DEPLOYMENT_TYPES', () => {
	it( 'has the three types of the product, each with a label and a sentence', () => {
		expect( DEPLOYMENT_TYPES ).toEqual( {
			STATIC_SITE: 'static_site',
			BLUEPRINT_BUNDLE: 'blueprint_bundle',
			EDGE_FUNCTIONS: 'edge_functions',
		} );
		for ( const type of Object.values( DEPLOYMENT_TYPES ) ) {
			expect( DEPLOYMENT_TYPE_LABELS[ type ] ).toMatch( /\w+/ );
			expect( DEPLOYMENT_TYPE_DESCRIPTIONS[ type ] ).toMatch( /\.$/ );
		}
	} );

	it( 'takes a third party’s type, all the way to the providers that receive it', () => {
		DEPLOYMENT_TYPES.DATABASE_SYNC = 'database_sync';
		class MySqlProvider extends AbstractProvider {
			override getSupportedDeploymentTypes() {
				return [ DEPLOYMENT_TYPES.DATABASE_SYNC ?? '' ];
			}
		}
		const registry = new ProviderRegistry();
		registry.register( 'mysql', MySqlProvider );
		registry.setConfigs( {
			mysql: { deployment_types: [ 'database_sync' ] },
		} );

		expect( registry.get( 'mysql' )?.getConfigFields()[ 0 ] ).toMatchObject(
			{
				id: 'deployment_types',
				options: [ { value: 'database_sync', label: 'Database Sync' } ],
			}
		);
		expect(
			getProvidersForDeploymentType( 'database_sync', registry )
		).toEqual( [ 'mysql' ] );
	} );

	it( 'uses a label that the third party gives', () => {
		DEPLOYMENT_TYPE_LABELS.database_sync = 'Database';
		expect( getDeploymentTypeLabel( 'database_sync' ) ).toBe( 'Database' );
		expect( getDeploymentTypeLabel( 'toString' ) ).toBe( 'To String' );
	} );
} );

describe( 'buildDeploymentTypesField', () => {
	it( 'offers every supported type once, none of them ticked', () => {
		expect(
			buildDeploymentTypesField( {
				getSupportedDeploymentTypes: () => [
					'static_site',
					'edge_functions',
					'static_site',
				],
			} )
		).toMatchObject( {
			id: 'deployment_types',
			type: 'checkbox_group',
			default: [],
			required: false,
			options: [
				{ value: 'static_site', label: 'Static Site' },
				{ value: 'edge_functions', label: 'Edge Functions' },
			],
		} );
	} );

	it( 'is null for a provider without types', () => {
		expect(
			buildDeploymentTypesField( {
				getSupportedDeploymentTypes: () => [],
			} )
		).toBeNull();
	} );
} );
