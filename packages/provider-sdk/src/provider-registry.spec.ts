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
import { AbstractProvider } from './abstract-provider';
import { ProviderRegistry } from './provider-registry';
import type { ProviderClass } from './provider-class';

class CloudProvider extends AbstractProvider {}
class OtherProvider extends AbstractProvider {}

let errors: MockInstance;
let warnings: MockInstance;
let registry: ProviderRegistry;

beforeEach( () => {
	errors = vi.spyOn( console, 'error' ).mockReturnValue( undefined );
	warnings = vi.spyOn( console, 'warn' ).mockReturnValue( undefined );
	registry = new ProviderRegistry();
} );
afterEach( () => {
	removeAllFilters( 'aether.provider.register', 'test' );
	errors.mockRestore();
	warnings.mockRestore();
} );

describe( 'ProviderRegistry.getInstance', () => {
	it( 'is one object for every bundle of the page', async () => {
		const first = ProviderRegistry.getInstance();
		expect( ProviderRegistry.getInstance() ).toBe( first );

		vi.resetModules();
		const copy = await import( './index' );
		expect( copy.ProviderRegistry ).not.toBe( ProviderRegistry );
		expect( copy.ProviderRegistry.getInstance() ).toBe( first );
	} );

	it( 'takes a class of another bundle’s AbstractProvider', async () => {
		vi.resetModules();
		const copy = await import( './index' );
		class Foreign extends copy.AbstractProvider {
			override getSupportedDeploymentTypes() {
				return [ 'static_site' ];
			}
		}
		expect( copy.AbstractProvider ).not.toBe( AbstractProvider );
		registry.register( 'foreign', Foreign );
		registry.setConfigs( {
			foreign: { deployment_types: [ 'static_site' ] },
		} );
		expect( registry.get( 'foreign' )?.id ).toBe( 'foreign' );
		expect(
			registry.get( 'foreign' )?.isDeploymentTypeEnabled( 'static_site' )
		).toBe( true );
	} );
} );

describe( 'register', () => {
	it( 'returns the registry and keeps the order', () => {
		expect(
			registry
				.register( 'zebra', CloudProvider )
				.register( 'alpha', OtherProvider )
		).toBe( registry );
		expect( registry.getAllIds() ).toEqual( [ 'zebra', 'alpha' ] );
		expect( registry.has( 'alpha' ) ).toBe( true );
		expect( registry.problems ).toEqual( [] );
	} );

	it.each( [
		[ 'a class of its own', class {} ],
		[ 'an instance', new CloudProvider() ],
		[ 'AbstractProvider itself', AbstractProvider ],
		[ 'a function', () => new CloudProvider() ],
		[ 'nothing', undefined ],
	] )( 'rejects %s with an error and a notice', ( _, value ) => {
		expect( () =>
			registry.register( 'bad', value as ProviderClass )
		).toThrow( expect.objectContaining( { code: 'contract_violated' } ) );
		expect( registry.has( 'bad' ) ).toBe( false );
		expect( registry.problems ).toMatchObject( [
			{ id: 'bad', code: 'invalid_class', severity: 'error' },
		] );
	} );

	it.each( [ '', 'with space', 'cloudflare-r2:eu', '__proto__', '../up' ] )(
		'rejects the id %j',
		( id ) => {
			expect( () => registry.register( id, CloudProvider ) ).toThrow(
				expect.objectContaining( { code: 'contract_violated' } )
			);
		}
	);

	it( 'warns about an id that is taken, and keeps the first class', () => {
		registry.register( 'cloud', CloudProvider );
		expect( registry.register( 'cloud', OtherProvider ) ).toBe( registry );
		expect( registry.get( 'cloud' ) ).toBeInstanceOf( CloudProvider );
		expect( registry.problems ).toMatchObject( [
			{ id: 'cloud', code: 'already_registered', severity: 'warning' },
		] );
		expect( warnings ).toHaveBeenCalledOnce();
	} );
} );

describe( 'get', () => {
	it( 'makes the instance at the first call, then gives the same', () => {
		const construct = vi.fn();
		class Counting extends AbstractProvider {
			constructor() {
				super();
				construct();
			}
		}
		registry.register( 'counting', Counting );
		expect( construct ).not.toHaveBeenCalled();
		const provider = registry.get( 'counting' );
		expect( registry.get( 'counting' ) ).toBe( provider );
		expect( construct ).toHaveBeenCalledOnce();
	} );

	it( 'is null for an unknown id', () => {
		expect( registry.get( 'nobody' ) ).toBeNull();
	} );

	it( 'throws what a constructor throws, and says so once', () => {
		const bug = new Error( 'bug' );
		class Broken extends AbstractProvider {
			constructor() {
				super();
				throw bug;
			}
		}
		registry.register( 'broken', Broken );
		expect( () => registry.get( 'broken' ) ).toThrow( bug );
		expect( () => registry.get( 'broken' ) ).toThrow( bug );
		expect( registry.problems ).toMatchObject( [
			{ id: 'broken', code: 'constructor_failed' },
		] );
	} );

	it( 'makes a further instance of a class for each configuration of its own', () => {
		registry.register( 'cloudflare-r2', CloudProvider );
		expect( registry.get( 'cloudflare-r2:eu' ) ).toBeNull();

		registry.setConfigs( { 'cloudflare-r2:eu': { region: 'eu' } } );
		const instance = registry.get( 'cloudflare-r2:eu' );
		expect( instance ).toBeInstanceOf( CloudProvider );
		expect( instance?.id ).toBe( 'cloudflare-r2:eu' );
		expect( instance ).not.toBe( registry.get( 'cloudflare-r2' ) );
		expect( registry.getAllIds() ).toEqual( [ 'cloudflare-r2' ] );
		expect( registry.getAllInstanceIds() ).toEqual( [
			'cloudflare-r2',
			'cloudflare-r2:eu',
		] );

		registry.setConfigs( {} );
		expect( registry.get( 'cloudflare-r2:eu' ) ).toBeNull();
	} );
} );

describe( 'An alias', () => {
	beforeEach( () => {
		registry.register( 'cloud-workers', CloudProvider );
		registry.addAlias( 'cloud', 'cloud-workers' );
	} );

	it( 'answers for the provider and its instances, and is in no list', () => {
		registry.setConfigs( {
			'cloud-workers': { deployment_types: [ 'edge_functions' ] },
			'cloud-workers:eu': {},
		} );
		expect( registry.get( 'cloud' ) ).toBe(
			registry.get( 'cloud-workers' )
		);
		expect( registry.get( 'cloud:eu' )?.id ).toBe( 'cloud-workers:eu' );
		expect( registry.getConfig( 'cloud' ) ).toEqual( {
			deployment_types: [ 'edge_functions' ],
		} );
		expect( registry.has( 'cloud' ) ).toBe( true );
		expect( registry.has( 'cloud:us' ) ).toBe( false );
		expect( registry.getAllInstanceIds() ).toEqual( [
			'cloud-workers',
			'cloud-workers:eu',
		] );
	} );

	it( 'goes behind a provider of that name', () => {
		registry.register( 'cloud', OtherProvider );
		expect( registry.get( 'cloud' ) ).toBeInstanceOf( OtherProvider );
	} );
} );

describe( 'unregister and subscribe', () => {
	it( 'forgets class and instances', () => {
		registry.register( 'cloud', CloudProvider );
		registry.get( 'cloud' );
		expect( registry.unregister( 'cloud' ) ).toBe( true );
		expect( registry.get( 'cloud' ) ).toBeNull();
		expect( registry.unregister( 'cloud' ) ).toBe( false );
	} );

	it( 'calls back after every change until it is ended', () => {
		const listener = vi.fn();
		const end = registry.subscribe( listener );
		registry.register( 'cloud', CloudProvider );
		registry.setConfigs( {} );
		registry.unregister( 'cloud' );
		expect( listener ).toHaveBeenCalledTimes( 3 );
		end();
		registry.register( 'cloud', CloudProvider );
		expect( listener ).toHaveBeenCalledTimes( 3 );
	} );

	it( 'keeps calling back when a listener throws', () => {
		const listener = vi.fn();
		registry.subscribe( () => {
			throw new Error( 'bug' );
		} );
		registry.subscribe( listener );
		registry.register( 'cloud', CloudProvider );
		expect( listener ).toHaveBeenCalledOnce();
	} );
} );

describe( 'Stored configurations', () => {
	it( 'are null while nothing is stored, also for names of Object.prototype', () => {
		registry.setConfigs( { cloud: { region: 'eu' } } );
		expect( registry.getConfig( 'cloud' ) ).toEqual( { region: 'eu' } );
		expect( registry.getConfig( 'other' ) ).toBeNull();
		expect( registry.getConfig( 'constructor' ) ).toBeNull();
	} );
} );

describe( 'The filter aether.provider.register', () => {
	it( 'sees class and id and may decorate the class', () => {
		const callback = vi.fn(
			( providerClass: unknown ) =>
				class extends ( providerClass as typeof CloudProvider ) {
					override getUploadStrategy() {
						return 'decorated';
					}
				}
		);
		addFilter( 'aether.provider.register', 'test/decorate', callback );
		registry.register( 'cloud', CloudProvider );
		expect( callback ).toHaveBeenCalledWith( CloudProvider, 'cloud' );
		expect( registry.get( 'cloud' )?.getUploadStrategy() ).toBe(
			'decorated'
		);
	} );

	it.each( [ false, null, undefined, 0, '' ] )(
		'refuses with %j',
		( result ) => {
			addFilter(
				'aether.provider.register',
				'test/refuse',
				() => result
			);
			expect( registry.register( 'cloud', CloudProvider ) ).toBe(
				registry
			);
			expect( registry.has( 'cloud' ) ).toBe( false );
			expect( registry.problems ).toEqual( [] );
		}
	);

	it( 'has its result checked again', () => {
		addFilter( 'aether.provider.register', 'test/spoil', () => class {} );
		registry.register( 'cloud', CloudProvider );
		expect( registry.has( 'cloud' ) ).toBe( false );
		expect( registry.problems ).toMatchObject( [
			{ id: 'cloud', code: 'invalid_filter_result', severity: 'error' },
		] );
	} );

	it( 'ignores a callback that throws, and keeps its neighbours', () => {
		addFilter( 'aether.provider.register', 'test/broken', () => {
			throw new Error( 'bug' );
		} );
		addFilter(
			'aether.provider.register',
			'test/other',
			() => OtherProvider
		);
		registry.register( 'cloud', CloudProvider );
		expect( registry.get( 'cloud' ) ).toBeInstanceOf( OtherProvider );
		expect( errors ).toHaveBeenCalledWith(
			expect.stringContaining( 'test/broken' ),
			expect.any( Error )
		);
	} );
} );

describe( 'A filter aether.provider.register that comes late', () => {
	const page = ProviderRegistry.getInstance();
	const problemsOf = ( id: string ) =>
		page.problems.filter( ( problem ) => problem.id === id );

	afterEach( () => {
		page.unregister( 'late' );
		page.unregister( 'used' );
	} );

	it( 'still applies to a provider that nobody has asked for', () => {
		page.register( 'late', CloudProvider );
		addFilter( 'aether.provider.register', 'test/late', ( given, id ) =>
			id === 'late' ? OtherProvider : given
		);
		expect( page.get( 'late' ) ).toBeInstanceOf( OtherProvider );
		expect( problemsOf( 'late' ) ).toEqual( [] );
	} );

	it( 'may still refuse', () => {
		page.register( 'late', CloudProvider );
		addFilter( 'aether.provider.register', 'test/late', () => null );
		expect( page.has( 'late' ) ).toBe( false );
	} );

	it( 'cannot apply to one that is in use, and warns with its id', () => {
		page.register( 'used', CloudProvider );
		const provider = page.get( 'used' );
		addFilter(
			'aether.provider.register',
			'test/late',
			() => OtherProvider
		);
		expect( page.get( 'used' ) ).toBe( provider );
		expect( problemsOf( 'used' ) ).toMatchObject( [
			{
				code: 'filter_too_late',
				severity: 'warning',
				message: expect.stringContaining( '"used"' ),
			},
		] );
		expect( warnings ).toHaveBeenCalledWith(
			expect.stringContaining( 'test/late' )
		);
	} );
} );
