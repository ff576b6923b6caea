import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NetlifyStandIn } from '../../examples/netlify-provider-plugin/src/stand-in/netlify';
import { FakeReleaseServer } from '../../examples/release-server-plugin/src/fake-release-server';
import { pluginArchive } from '../../tools/packaging/archive';
import {
	PLUGIN_FOLDERS,
	PROJECT,
	startWordPress,
	type WordPressStand,
} from '../stands/wordpress';
import type { AuthorPlugin } from '../support/author-plugin';
import { type BrowserSession, openBrowser } from '../support/browser';
import { EXAMPLE_NAMES, examplePlugin } from '../support/example-plugin';
import { writeGuidePlugin } from '../support/guide-plugin';
import { listen, type ListeningHost } from '../support/listening-host';
import { publishedFiles } from '../support/published-folder';
import { installScaffold, type Scaffold } from '../support/scaffold';
import { SettingsPage } from '../support/settings-page';
import {
	shelf,
	standIn,
	type ThirdPartyPlace,
	webSpace,
} from '../support/third-party-places';

const SCAFFOLDED = 'another-place';
const SMALL_SITE = 'tests/stands/wordpress/php/small-site.php';
const PLAIN_THEME = 'tests/stands/wordpress/themes/plain';
const WEBHOOK_SECRET = 'a long random text';

const install = ( slug: string ): string => `
	require_once ABSPATH . 'wp-admin/includes/admin.php';
	require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
	wp_set_current_user( 1 );
	$installed = ( new Plugin_Upgrader( new Automatic_Upgrader_Skin() ) )->install( ABSPATH . '${ slug }.zip' );
	$active = true === $installed ? activate_plugin( '${ slug }/${ slug }.php' ) : $installed;
	if ( is_wp_error( $active ) ) {
		throw new RuntimeException( $active->get_error_message() );
	}
	echo wp_json_encode( is_plugin_active( '${ slug }/${ slug }.php' ) );`;

let netlify: NetlifyStandIn;
let places: readonly ThirdPartyPlace[];
let webhook: ListeningHost;
let guide: AuthorPlugin;
let scaffold: Scaffold;
let wordPress: WordPressStand;
let browser: BrowserSession;
let settings: SettingsPage;

async function build( plugin: AuthorPlugin ): Promise< AuthorPlugin > {
	const { code, output } = await plugin.build();
	expect( output ).toContain( 'compiled successfully' );
	expect( code ).toBe( 0 );
	return plugin;
}

/**
 * As if its author had not touched it since the SDK before the first.
 * @param plugin
 */
async function builtLongAgo( plugin: AuthorPlugin ): Promise< void > {
	const script = join( plugin.directory, 'build/index.js' );
	const built = await readFile( script, 'utf8' );
	const old = built.replace( /sdkVersion:"[^"]+"/, 'sdkVersion:"0.0.9"' );
	expect( old ).not.toBe( built );
	await writeFile( script, old );
}

beforeAll( async () => {
	places = await Promise.all( [
		shelf( 'Shelf', 'https://shelf.example/' ),
		shelf( 'Another Place', 'https://another.example/' ),
		standIn(
			'Release server',
			'https://releases.example/',
			( token ) => new FakeReleaseServer( token ),
			( origin, token ) => ( {
				'Address of the server': origin,
				Token: token,
			} )
		),
		standIn(
			'Netlify',
			'https://netlify.example/',
			( token ) => ( netlify = new NetlifyStandIn( token ) ),
			( origin, token ) => ( {
				'Site ID': netlify.siteId,
				'Personal access token': token,
				'API address': `${ origin }/api/v1`,
			} )
		),
		webSpace( 'FTP', 'https://web-space.example/' ),
	] );
	webhook = await listen();
	guide = await writeGuidePlugin();
	scaffold = await installScaffold();
	expect( ( await scaffold.create( SCAFFOLDED ) ).code ).toBe( 0 );
	const scaffolded = scaffold.plugin( SCAFFOLDED );
	const thirdParties: AuthorPlugin[] = [];
	for ( const plugin of [
		guide,
		scaffolded,
		...EXAMPLE_NAMES.map( examplePlugin ),
	] ) {
		thirdParties.push( await build( plugin ) );
	}
	await builtLongAgo( scaffolded );

	wordPress = await startWordPress( {
		plugins: [],
		// Few files: each travels to four hosts, through PHP in WebAssembly.
		themes: [ PLAIN_THEME ],
		muPlugins: [ SMALL_SITE ],
		constants: {
			WEBHOOK_STEP_URL: `${ webhook.origin }/hooks/site`,
			WEBHOOK_STEP_SECRET: WEBHOOK_SECRET,
		},
	} );
	const archives = new Map< string, Uint8Array >();
	for ( const slug of PLUGIN_FOLDERS ) {
		archives.set(
			slug,
			await pluginArchive( join( PROJECT, slug ), slug )
		);
	}
	for ( const plugin of thirdParties ) {
		archives.set( plugin.slug, await plugin.archive() );
	}
	for ( const [ slug, archive ] of archives ) {
		await writeFile(
			join( wordPress.directory, `${ slug }.zip` ),
			archive
		);
		expect( await wordPress.runPhp( install( slug ) ) ).toBe( 'true' );
	}
	await wordPress.runPhp(
		`switch_theme( 'plain' );
		wp_insert_post( array( 'post_title' => 'Shelved words', 'post_content' => '<p>For the shelf.</p>', 'post_status' => 'publish', 'post_author' => 1 ) );`
	);
	browser = await openBrowser( wordPress );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await wordPress?.stop();
	await guide?.remove();
	await scaffold?.remove();
	await webhook?.stop();
	await Promise.all( places?.map( ( { stop } ) => stop() ) ?? [] );
} );

describe( 'The guide’s provider, a scaffolded one and the examples, installed from their archives into a fresh WordPress with Aether', () => {
	it( 'are on the settings page, with a notice for the one that was built for an older SDK', async () => {
		await settings.open();
		const notice = browser.page
			.locator( '.aether-page' )
			.getByText( `“${ SCAFFOLDED }” was built for version 0.0.9` )
			.first();
		await notice.waitFor();
		expect( await notice.innerText() ).toContain(
			'It may not work: please update it, or tell its author.'
		);
	} );

	it( 'are configured in the browser and receive a publish beside the local filesystem', async () => {
		for ( const card of [
			'Local filesystem',
			...places.map( ( place ) => place.card ),
		] ) {
			await settings
				.card( card )
				.getByRole( 'checkbox', { name: 'Static site' } )
				.check();
		}
		for ( const place of places ) {
			for ( const [ label, value ] of Object.entries( place.settings ) ) {
				await settings.field( place.card, label ).fill( value );
			}
		}
		// What an example adds to the form of ours, with its rule.
		const costCentre = settings.field( 'Local filesystem', 'Cost centre' );
		await costCentre.fill( 'DE-2026' );
		await settings.save();
		expect(
			await wordPress.runPhp(
				`echo aether_get_provider_config( 'local-filesystem' )['cost_centre'];`
			)
		).toBe( 'DE-2026' );

		const outcome = await settings.publish();
		expect( outcome.text ).toMatch( /Published: \d+ pages/ );

		const published = await publishedFiles(
			join(
				wordPress.uploadsDirectory,
				'aether/local-filesystem/static_site/current'
			)
		);
		for ( const place of places ) {
			expect( outcome.text ).toContain( place.card );
			expect( [ ...place.read().keys() ].sort() ).toEqual(
				published.map( ( { path } ) => path ).sort()
			);
		}
	} );

	it( 'with each page at their own public addresses, and the tokens nowhere', async () => {
		const page = await browser.page.content();
		for ( const place of places ) {
			const front = Buffer.from(
				place.read().get( 'index.html' ) ?? ''
			).toString();
			expect( front ).toContain( 'Shelved words' );
			expect( front ).toContain( place.publicUrl );
			expect( front ).not.toContain( wordPress.url );
			const everything = Buffer.concat( [ ...place.read().values() ] );
			for ( const { token } of places ) {
				expect( everything.includes( token ) ).toBe( false );
				expect( page ).not.toContain( token );
			}
		}
	} );

	it( 'after which the step of one of them has told another server, signed', () => {
		const [ seen ] = webhook.requests;
		expect( JSON.parse( String( seen?.body ) ) ).toMatchObject( {
			providers: expect.arrayContaining( [
				'local-filesystem',
				'shelf',
				SCAFFOLDED,
				'release-server',
				'netlify',
				'ftp',
			] ),
		} );
		expect( seen?.headers[ 'x-aether-signature' ] ).toBe(
			`sha256=${ createHmac( 'sha256', WEBHOOK_SECRET )
				.update( seen?.body ?? '' )
				.digest( 'hex' ) }`
		);
	} );

	it( 'and only what has changed the second time', async () => {
		const sent = () =>
			places.map( ( place ) => [ place.card, place.sent() ] );
		// A release server takes a release with each publish.
		const before = sent().filter(
			( [ card ] ) => card !== 'Release server'
		);
		expect( before.every( ( [ , count ] ) => Number( count ) > 0 ) ).toBe(
			true
		);
		const outcome = await settings.publish();
		expect( outcome.sent ).toBe( 0 );
		expect( netlify.violations ).toEqual( [] );
		expect( sent() ).toEqual( expect.arrayContaining( before ) );
	} );

	it( 'and nothing while a plugin has something against it in PHP alone, which the page says in words', async () => {
		await wordPress.runPhp(
			`wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Unfinished', 'post_name' => 'unfinished', 'post_content' => '<p>Lorem ipsum dolor.</p>', 'post_status' => 'publish', 'post_author' => 1 ) );`
		);
		await settings.publishButton.click();
		const page = browser.page.locator( '.aether-page' );
		// The technical details name the first finding, too.
		await page
			.locator( '.aether-findings' )
			.getByText( 'The page still has the text of a template.' )
			.first()
			.waitFor( { timeout: 300_000 } );
		await page
			.getByRole( 'button', { name: 'Publish anyway…' } )
			.waitFor( { timeout: 300_000 } );
		for ( const place of places ) {
			expect( place.read().has( 'unfinished/index.html' ) ).toBe( false );
		}
	} );
} );
