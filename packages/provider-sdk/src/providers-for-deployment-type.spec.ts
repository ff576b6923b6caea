import { describe, expect, it, vi } from 'vitest';
import { AbstractProvider } from './abstract-provider';
import { ProviderRegistry } from './provider-registry';
import { getProvidersForDeploymentType } from './providers-for-deployment-type';

class SiteProvider extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
}
const enabled = { deployment_types: [ 'static_site', 'blueprint_bundle' ] };

describe( 'getProvidersForDeploymentType', () => {
	it( 'is empty without providers', () => {
		expect(
			getProvidersForDeploymentType(
				'static_site',
				new ProviderRegistry()
			)
		).toEqual( [] );
	} );

	it( 'takes those that support the type and have it enabled', () => {
		const registry = new ProviderRegistry();
		registry
			.register( 'one', SiteProvider )
			.register( 'two', SiteProvider )
			.register( 'three', SiteProvider );
		registry.setConfigs( {
			three: enabled,
			one: enabled,
			two: { deployment_types: [] },
		} );
		expect(
			getProvidersForDeploymentType( 'static_site', registry )
		).toEqual( [ 'one', 'three' ] );
		expect(
			getProvidersForDeploymentType( 'blueprint_bundle', registry )
		).toEqual( [] );
	} );

	it( 'takes every configured instance of a class', () => {
		const registry = new ProviderRegistry();
		registry.register( 'cloudflare-r2', SiteProvider );
		registry.setConfigs( {
			'cloudflare-r2:eu': enabled,
			'cloudflare-r2:us': enabled,
		} );
		expect(
			getProvidersForDeploymentType( 'static_site', registry )
		).toEqual( [ 'cloudflare-r2:eu', 'cloudflare-r2:us' ] );
	} );

	it( 'leaves out a provider that throws, and keeps the others', () => {
		const log = vi.spyOn( console, 'error' ).mockReturnValue( undefined );
		class Throwing extends SiteProvider {
			override supportsDeploymentType(): boolean {
				throw new Error( 'bug' );
			}
		}
		const registry = new ProviderRegistry();
		registry.register( 'bad', Throwing ).register( 'good', SiteProvider );
		registry.setConfigs( { bad: enabled, good: enabled } );
		expect(
			getProvidersForDeploymentType( 'static_site', registry )
		).toEqual( [ 'good' ] );
		expect( log ).toHaveBeenCalledWith(
			expect.stringContaining( '"bad"' ),
			expect.any( Error )
		);
		log.mockRestore();
	} );
} );
