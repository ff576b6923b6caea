import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announceBuild } from './announce-build';
import { AbstractProvider } from './abstract-provider';
import { ProviderRegistry } from './provider-registry';
import { compareSdkVersions } from './sdk-version';
import { SDK_VERSION } from './version';

const registry = ProviderRegistry.getInstance();
const mismatches = ( plugin: string ) =>
	registry.problems.filter( ( { id } ) => id === plugin );

let warn: ReturnType< typeof vi.spyOn >;
beforeEach( () => {
	warn = vi.spyOn( console, 'warn' ).mockImplementation( () => {} );
} );
afterEach( () => vi.restoreAllMocks() );

describe( 'Two versions of the SDK', () => {
	it.each( [
		[ '1.2.3', '1.2.3', 'same' ],
		[ '1.2.3', '1.4.0', 'compatible' ],
		[ '1.2.3', '1.2.4', 'compatible' ],
		[ '1.5.0', '1.4.9', 'page-older' ],
		[ '1.9.9', '2.0.0', 'plugin-outdated' ],
		[ '2.0.0', '1.9.9', 'page-outdated' ],
		[ '10.0.0', '9.0.0', 'page-outdated' ],
		[ '0.1.0', '0.1.7', 'compatible' ],
		[ '0.1.7', '0.2.0', 'plugin-outdated' ],
		[ '0.9.0', '1.0.0', 'plugin-outdated' ],
		[ '1.0.0', '0.9.0', 'page-outdated' ],
		[ '1.0.0-beta.1', '1.0.0', 'same' ],
		[ 'new', '1.0.0', null ],
	] )(
		'a plugin built with %s on a page with %s: %s',
		( built, running, expected ) => {
			expect( compareSdkVersions( built, running ) ).toBe( expected );
		}
	);
} );

describe( 'A plugin that says what it was built with', () => {
	it( 'is not mentioned when both agree', () => {
		announceBuild( { plugin: 'fitting', sdkVersion: SDK_VERSION } );
		expect( mismatches( 'fitting' ) ).toEqual( [] );
		expect( warn ).not.toHaveBeenCalled();
	} );

	it.each( [
		[ 'older', '0.0.9', /please update it/ ],
		[ 'newer', '99.0.0', /please update Aether Site Exporter/ ],
	] )(
		'becomes one notice when its major version is %s, and its providers still register',
		( plugin, sdkVersion, advice ) => {
			announceBuild( { plugin, sdkVersion } );
			announceBuild( { plugin, sdkVersion } );
			expect( mismatches( plugin ) ).toMatchObject( [
				{
					code: 'sdk_mismatch',
					severity: 'warning',
					message: expect.stringMatching( advice ),
				},
			] );
			registry.register(
				`from-${ plugin }`,
				class extends AbstractProvider {}
			);
			expect( registry.get( `from-${ plugin }` ) ).not.toBeNull();
		}
	);

	it( 'and asks for more than the page has is told so in the console only', () => {
		const [ major, minor ] = SDK_VERSION.split( '.' );
		announceBuild( {
			plugin: 'ahead',
			sdkVersion: `${ major }.${ minor }.999`,
		} );
		expect( mismatches( 'ahead' ) ).toEqual( [] );
		expect( warn.mock.calls.join() ).toContain( 'is missing' );
	} );

	it( 'cannot break the page with nonsense', () => {
		announceBuild( {} as never );
		announceBuild( undefined as never );
		expect( warn.mock.calls.join() ).toContain( 'no known version' );
	} );
} );
