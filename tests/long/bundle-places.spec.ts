import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	moveSite,
	SITE_LOCATIONS,
	startWordPress,
	type WordPressAccess,
	type WordPressStand,
} from '../stands/wordpress';
import { type SiteCopy, startCopy } from '../stands/wordpress/copy';
import { pagePaths } from '../support/compare-copy';
import { referencesOf, visibleText } from '../support/page-references';
import { runBundleCommand, setProtectedEntries } from '../support/site-copy';
import { talkTo } from '../support/wordpress';

const LONGEST_MS = 900_000;
const IMAGE = /\.(?:avif|gif|jpe?g|png|svg|webp)$/;

let site: WordPressStand;

beforeAll( async () => {
	site = await startWordPress( { version: '7.1', php: 'native' } );
	const talking = talkTo( site );
	await talking.runPhp( `require '${ site.standInPhp }/content/demo.php';` );
	await setProtectedEntries( talking, 'draft' );
}, LONGEST_MS );

afterAll( () => site?.stop() );

const visit = ( address: string ): Promise< Response > =>
	fetch( address, {
		redirect: 'manual',
		headers: { Cookie: 'playground_auto_login_already_happened=1' },
	} );

describe.each( [ 'directory', 'files apart' ] as const )(
	'A bundle of a site whose place is: %s',
	( place ) => {
		const { home } = SITE_LOCATIONS[ place ];
		let directory: string;
		let moved: WordPressAccess;
		let copy: SiteCopy;

		beforeAll( async () => {
			directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
			moved = await moveSite( site, SITE_LOCATIONS[ place ] );
			const bundle = join( directory, 'moved.zip' );
			await runBundleCommand( moved, bundle );
			copy = await startCopy( bundle, '7.1' );
		}, LONGEST_MS );

		afterAll( async () => {
			await copy?.stop();
			await rm( directory, { recursive: true, force: true } );
		} );

		it(
			'opens at the root of another host, with the same words, and all its images and links there',
			{ timeout: LONGEST_MS },
			async () => {
				const paths = await pagePaths( talkTo( moved ).rest );
				expect( paths.length ).toBeGreaterThan( 15 );
				const images = new Set< string >();
				for ( const path of paths ) {
					expect( path.startsWith( `${ home }/` ) ).toBe( true );
					const original = await visit(
						new URL( moved.url ).origin + path
					);
					const copied = await visit(
						copy.url + path.slice( home.length )
					);
					expect( copied.status, path ).toBe( 200 );
					const html = await copied.text();
					expect( visibleText( html ), path ).toBe(
						visibleText( await original.text() )
					);
					expect( html, path ).not.toContain(
						new URL( moved.url ).host
					);
					for ( const address of referencesOf(
						html,
						'text/html',
						copy.url + path.slice( home.length )
					) ) {
						if (
							address.startsWith( copy.url ) &&
							IMAGE.test( address )
						) {
							images.add( address );
						}
					}
				}
				expect( images.size ).toBeGreaterThan( 5 );
				for ( const image of images ) {
					expect(
						( await fetch( image, { method: 'HEAD' } ) ).status,
						image
					).toBe( 200 );
				}
			}
		);
	}
);
