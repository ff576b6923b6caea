import { describe, expect, it } from 'vitest';
import { findBrowser } from './browser';

const nothing = {
	environment: { PATH: '/bin:/usr/bin' },
	exists: () => false,
	playwright: () => Promise.resolve( '' ),
	install: null,
};

describe( 'the search for a browser', () => {
	it( 'takes what AETHER_CHROMIUM names', async () => {
		expect(
			await findBrowser( {
				...nothing,
				environment: { AETHER_CHROMIUM: '/opt/mine' },
				exists: ( path ) => path === '/opt/mine',
			} )
		).toBe( '/opt/mine' );
	} );

	it( 'does not take another one when AETHER_CHROMIUM is wrong', async () => {
		await expect(
			findBrowser( {
				...nothing,
				environment: { AETHER_CHROMIUM: '/opt/mine', PATH: '/bin' },
				exists: ( path ) => path !== '/opt/mine',
			} )
		).rejects.toThrow( '/opt/mine' );
	} );

	it( 'looks along the path, then for what playwright downloaded', async () => {
		expect(
			await findBrowser( {
				...nothing,
				exists: ( path ) => path === '/usr/bin/chromium',
			} )
		).toBe( '/usr/bin/chromium' );
		expect(
			await findBrowser( {
				...nothing,
				playwright: () => Promise.resolve( '/cache/chrome' ),
				exists: ( path ) => path === '/cache/chrome',
			} )
		).toBe( '/cache/chrome' );
	} );

	it( 'installs one where it can', async () => {
		let installed = false;
		expect(
			await findBrowser( {
				...nothing,
				install: async () => {
					installed = true;
				},
				exists: ( path ) => installed && path === '/bin/chromium',
			} )
		).toBe( '/bin/chromium' );
	} );

	it( 'ends with the one command that mends it', async () => {
		await expect( findBrowser( nothing ) ).rejects.toThrow(
			'npx playwright-core install --with-deps chromium'
		);
		await expect(
			findBrowser( {
				...nothing,
				install: () => Promise.reject( new Error( 'no network' ) ),
			} )
		).rejects.toThrow( /no network.*npx playwright-core install/ );
	} );
} );
