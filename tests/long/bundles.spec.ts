import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	startWordPress,
	type WordPressStand,
	type WordPressVersion,
} from '../stands/wordpress';
import { type SiteCopy, startCopy } from '../stands/wordpress/copy';
import {
	describeBundles,
	LONGEST_START_MS,
	MATRIX_THEMES,
} from '../support/bundle-matrix';
import { findCanaries } from '../support/canary';
import { referencesOf } from '../support/page-references';
import {
	type PageSample,
	runBundleCommand,
	setProtectedEntries,
} from '../support/site-copy';
import { unpacked } from '../support/unpacked';
import { talkTo } from '../support/wordpress';

const DATABASES = {
	SQLite: ( version: WordPressVersion ) =>
		startWordPress( { version, themes: MATRIX_THEMES, php: 'wasm' } ),
	MariaDB: ( version: WordPressVersion ) =>
		startWordPress( { version, themes: MATRIX_THEMES, php: 'native' } ),
};

/** Where PHP is native, all pages of large content are read; in the others, a part of them each. */
const SITES: readonly {
	readonly version: WordPressVersion;
	readonly database: keyof typeof DATABASES;
	readonly sample: PageSample;
}[] = [
	{ version: '7.1', database: 'MariaDB', sample: { every: 1, from: 0 } },
	{ version: '7.1', database: 'SQLite', sample: { every: 5, from: 0 } },
	{ version: '6.8', database: 'SQLite', sample: { every: 5, from: 1 } },
	{ version: '6.8', database: 'MariaDB', sample: { every: 5, from: 2 } },
];

describe.each( SITES )(
	'A bundle of WordPress $version in $database, of',
	( { version, database, sample } ) => {
		describeBundles( version, sample, () =>
			DATABASES[ database ]( version )
		);
	}
);

describe( 'A bundle of chosen content', () => {
	const databasePassword = `canary-${ crypto.randomUUID() }`;
	let directory: string;
	let bundle: string;
	let site: WordPressStand;
	let copy: SiteCopy;
	/** Of the posts: the chosen one first. */
	let posts: readonly { readonly id: number; readonly link: string }[];
	let pages: readonly { readonly link: string }[];

	beforeAll( async () => {
		directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
		site = await startWordPress( {
			version: '7.1',
			themes: MATRIX_THEMES,
			php: 'wasm',
			// SQLite asks for none, so it can be any.
			constants: { DB_PASSWORD: databasePassword },
		} );
		const talking = talkTo( site );
		await talking.runPhp(
			`require '${ site.standInPhp }/content/demo.php';`
		);
		await setProtectedEntries( talking, 'draft' );
		const list = async < Entry >( route: string ) =>
			( await (
				await talking.rest(
					`wp/v2/${ route }?per_page=100&_fields=id,link`
				)
			).json() ) as readonly Entry[];
		posts = await list( 'posts' );
		pages = await list( 'pages' );
		bundle = join( directory, 'chosen.zip' );
		await runBundleCommand(
			site,
			bundle,
			'--post-types=page',
			`--entries=${ posts[ 0 ]?.id }`
		);
		copy = await startCopy( bundle, '7.1' );
	}, LONGEST_START_MS );

	afterAll( async () => {
		await copy?.stop();
		await site?.stop();
		await rm( directory, { recursive: true, force: true } );
	} );

	it( 'does not hold the password of the database', async () => {
		expect( await talkTo( site ).runPhp( 'echo DB_PASSWORD;' ) ).toBe(
			databasePassword
		);
		expect(
			findCanaries( await unpacked( await readFile( bundle ) ), [
				databasePassword,
			] )
		).toEqual( [] );
	} );

	it(
		'shows what was chosen, and nothing else',
		{ timeout: LONGEST_START_MS },
		async () => {
			const visit = async ( link: string ) => {
				const response = await fetch(
					link.replace( site.url, copy.url ),
					{
						redirect: 'manual',
						headers: {
							Cookie: 'playground_auto_login_already_happened=1',
						},
					}
				);
				return {
					status: response.status,
					html: await response.text(),
				};
			};
			const [ chosen, ...others ] = posts.map( ( { link } ) => link );
			expect( others.length ).toBeGreaterThan( 5 );
			expect( pages.length ).toBeGreaterThan( 3 );
			for ( const link of [
				chosen ?? '',
				...pages.map( ( page ) => page.link ),
			] ) {
				expect( ( await visit( link ) ).status, link ).toBe( 200 );
			}
			for ( const link of others ) {
				expect( ( await visit( link ) ).status, link ).toBe( 404 );
			}
			const front = await visit( `${ site.url }/` );
			const linked = referencesOf(
				front.html,
				'text/html',
				`${ copy.url }/`
			);
			const inCopy = ( link = '' ) => link.replace( site.url, copy.url );
			expect( linked ).toContain( inCopy( chosen ) );
			for ( const link of others ) {
				expect( linked ).not.toContain( inCopy( link ) );
			}
		}
	);
} );
