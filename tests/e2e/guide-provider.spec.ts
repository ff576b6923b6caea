import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pluginArchive } from '../../tools/packaging/archive';
import {
	PLUGIN_FOLDERS,
	PROJECT,
	startWordPress,
	type WordPressStand,
} from '../stands/wordpress';
import { type BrowserSession, openBrowser } from '../support/browser';
import {
	GUIDE_PLUGIN,
	type GuidePlugin,
	writeGuidePlugin,
} from '../support/guide-plugin';
import { listen, type ListeningHost } from '../support/listening-host';
import { publishedFiles } from '../support/published-folder';
import { SettingsPage } from '../support/settings-page';

const TOKEN = 'shelf-token-3141592653';

const install = ( slug: string ): string => `
	require_once ABSPATH . 'wp-admin/includes/admin.php';
	require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
	wp_set_current_user( 1 );
	$installed = ( new Plugin_Upgrader( new Automatic_Upgrader_Skin() ) )->install( '/wordpress/${ slug }.zip' );
	$active = true === $installed ? activate_plugin( '${ slug }/${ slug }.php' ) : $installed;
	if ( is_wp_error( $active ) ) {
		throw new RuntimeException( $active->get_error_message() );
	}
	echo wp_json_encode( is_plugin_active( '${ slug }/${ slug }.php' ) );`;

/** The other side: takes what comes with the right token. */
const shelved = new Map< string, Buffer >();
let shelf: ListeningHost;
let plugin: GuidePlugin;
let wordPress: WordPressStand;
let browser: BrowserSession;
let settings: SettingsPage;

beforeAll( async () => {
	shelf = await listen( ( { method, url, headers, body }, response ) => {
		if ( headers.authorization !== `Bearer ${ TOKEN }` ) {
			response.writeHead( 401 ).end();
			return;
		}
		const path = decodeURIComponent( url.slice( 1 ) );
		if ( method === 'DELETE' ) {
			shelved.delete( path );
		} else {
			shelved.set( path, body );
		}
		response.end();
	} );
	plugin = await writeGuidePlugin();
	const { code, output } = await plugin.build();
	expect( output ).toContain( 'compiled successfully' );
	expect( code ).toBe( 0 );

	wordPress = await startWordPress( { plugins: [] } );
	const archives = new Map< string, Uint8Array >( [
		[ GUIDE_PLUGIN, await plugin.archive() ],
	] );
	for ( const slug of PLUGIN_FOLDERS ) {
		archives.set(
			slug,
			await pluginArchive( join( PROJECT, slug ), slug )
		);
	}
	for ( const slug of [ ...PLUGIN_FOLDERS, GUIDE_PLUGIN ] ) {
		await writeFile(
			join( wordPress.directory, `${ slug }.zip` ),
			archives.get( slug ) ?? ''
		);
		expect( await wordPress.runPhp( install( slug ) ) ).toBe( 'true' );
	}
	await wordPress.runPhp(
		`wp_insert_post( array( 'post_title' => 'Shelved words', 'post_content' => '<p>For the shelf.</p>', 'post_status' => 'publish', 'post_author' => 1 ) );`
	);
	browser = await openBrowser( wordPress );
	settings = new SettingsPage( browser.page, wordPress );
} );

afterAll( async () => {
	await browser?.close();
	await wordPress?.stop();
	await plugin?.remove();
	await shelf?.stop();
} );

describe( 'The guide’s provider, installed from its archive into a fresh WordPress with Aether', () => {
	it( 'is configured in the browser and receives a publish beside the local filesystem', async () => {
		await settings.open();
		const local = settings.card( 'Local filesystem' );
		await local.getByRole( 'checkbox', { name: 'Static site' } ).check();
		const card = settings.card( 'Shelf' );
		await card.getByRole( 'checkbox', { name: 'Static site' } ).check();
		await card
			.getByLabel( 'Address', { exact: true } )
			.fill( shelf.origin );
		await card.getByLabel( 'Token' ).fill( TOKEN );
		await card
			.getByLabel( 'Public address' )
			.fill( 'https://shelf.example/' );
		await settings.save();

		const outcome = await settings.publish();
		expect( outcome.text ).toMatch( /Published: \d+ pages/ );
		expect( outcome.text ).toContain( 'Shelf' );

		const published = await publishedFiles(
			join(
				wordPress.uploadsDirectory,
				'aether/local-filesystem/static_site/current'
			)
		);
		expect( shelved.get( 'index.html' )?.toString() ).toContain(
			'Shelved words'
		);
		expect( [ ...shelved.keys() ].sort() ).toEqual(
			published.map( ( { path } ) => path ).sort()
		);
	} );

	it( 'with each page at its own public address, and the token nowhere', async () => {
		const front = shelved.get( 'index.html' )?.toString() ?? '';
		expect( front ).toContain( 'https://shelf.example/' );
		expect( front ).not.toContain( wordPress.url );
		const everything = Buffer.concat( [ ...shelved.values() ] );
		expect( everything.includes( TOKEN ) ).toBe( false );
		expect( await browser.page.content() ).not.toContain( TOKEN );
	} );

	it( 'and only what has changed the second time', async () => {
		const before = shelf.requests.length;
		const outcome = await settings.publish();
		expect( outcome.sent ).toBe( 0 );
		expect( shelf.requests.length ).toBe( before );
	} );
} );
