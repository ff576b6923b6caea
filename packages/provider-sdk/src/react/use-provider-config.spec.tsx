import { act, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { AbstractProvider } from '../abstract-provider';
import { ConfigFieldBuilder } from '../config-field-builder';
import { ProviderRegistry } from '../provider-registry';
import { useProvider } from './use-provider';
import { useProviderConfig } from './use-provider-config';

class BucketProvider extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
	override getProviderSpecificConfigFields() {
		return [
			ConfigFieldBuilder.text( 'bucket' ).required(),
			ConfigFieldBuilder.text( 'region' ).default( 'auto' ),
			ConfigFieldBuilder.password( 'key' ).required(),
		];
	}
}

const registry = ProviderRegistry.getInstance();

afterEach( () => {
	act( () => {
		registry.unregister( 'bucket' );
		registry.setConfigs( {} );
	} );
} );

describe( 'useProvider', () => {
	it( 'follows registration', () => {
		const { result } = renderHook( () => useProvider( 'bucket' ) );
		expect( result.current ).toBeNull();
		act( () => {
			registry.register( 'bucket', BucketProvider );
		} );
		expect( result.current ).toBe( registry.get( 'bucket' ) );
		act( () => {
			registry.unregister( 'bucket' );
		} );
		expect( result.current ).toBeNull();
	} );
} );

describe( 'useProviderConfig', () => {
	it( 'begins with what is stored, over the defaults', () => {
		registry.register( 'bucket', BucketProvider );
		registry.setConfigs( { bucket: { bucket: 'site' } } );
		const { result } = renderHook( () => useProviderConfig( 'bucket' ) );
		expect( result.current.config ).toEqual( {
			deployment_types: [],
			bucket: 'site',
			region: 'auto',
		} );
		expect( result.current.isDirty ).toBe( false );
	} );

	it( 'gives a save the changed fields only, sanitised', () => {
		registry.register( 'bucket', BucketProvider );
		registry.setConfigs( {
			bucket: { bucket: 'site', region: 'eu', deployment_types: [] },
		} );
		const { result } = renderHook( () => useProviderConfig( 'bucket' ) );
		act( () =>
			result.current.setConfig( {
				...result.current.config,
				region: ' us ',
				key: 'typed',
			} )
		);
		expect( result.current.changes ).toEqual( {
			region: 'us',
			key: 'typed',
		} );
		expect( result.current.isDirty ).toBe( true );
		act( () => result.current.reset() );
		expect( result.current.isDirty ).toBe( false );
		expect( result.current.config.key ).toBeUndefined();
	} );

	it( 'follows what is stored', () => {
		registry.register( 'bucket', BucketProvider );
		const { result } = renderHook( () => useProviderConfig( 'bucket' ) );
		act( () => registry.setConfigs( { bucket: { bucket: 'later' } } ) );
		expect( result.current.config.bucket ).toBe( 'later' );
	} );

	it( 'keeps what was typed, and shows what somebody else saved in another field', () => {
		registry.register( 'bucket', BucketProvider );
		registry.setConfigs( {
			bucket: { bucket: 'site', region: 'eu', deployment_types: [] },
		} );
		const { result } = renderHook( () => useProviderConfig( 'bucket' ) );
		act( () =>
			result.current.setConfig( {
				...result.current.config,
				bucket: 'mine',
			} )
		);
		act( () =>
			registry.setConfigs( {
				bucket: { bucket: 'site', region: 'us', deployment_types: [] },
			} )
		);
		expect( result.current.config ).toMatchObject( {
			bucket: 'mine',
			region: 'us',
		} );
		expect( result.current.changes ).toEqual( { bucket: 'mine' } );
	} );

	it( 'has nothing to save once an edit is taken back', () => {
		registry.register( 'bucket', BucketProvider );
		registry.setConfigs( { bucket: { bucket: 'site' } } );
		const { result } = renderHook( () => useProviderConfig( 'bucket' ) );
		const type = ( bucket: string ) =>
			act( () =>
				result.current.setConfig( { ...result.current.config, bucket } )
			);
		type( 'other' );
		expect( result.current.isDirty ).toBe( true );
		type( 'site' );
		expect( result.current.isDirty ).toBe( false );
	} );

	it( 'names what is wrong, a missing secret only when it is known to be missing', () => {
		registry.register( 'bucket', BucketProvider );
		const { result, rerender } = renderHook(
			( secrets: { key: 'set' | 'unset' } ) =>
				useProviderConfig( 'bucket', secrets ),
			{ initialProps: { key: 'set' } }
		);
		expect( result.current.issues.map( ( issue ) => issue.field ) ).toEqual(
			[ 'bucket' ]
		);
		rerender( { key: 'unset' } );
		expect( result.current.issues.map( ( issue ) => issue.field ) ).toEqual(
			[ 'bucket', 'key' ]
		);
	} );
} );
