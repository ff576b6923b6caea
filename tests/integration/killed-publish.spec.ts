import { createHash } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { php } from '../support/php';
import { publishedFiles } from '../support/published-folder';
import {
	type Moment,
	publishInProcess,
	runInProcess,
} from '../support/publish-process';
import { sharedWordPress } from '../support/wordpress';

const wordPress = sharedWordPress();
const place = join(
	wordPress.uploadsDirectory,
	'aether/local-filesystem/static_site'
);
const staging = join( place, 'staging' );

interface Settings {
	readonly revision: string;
	readonly rules: object;
}

const put = async ( route: string, body: object ): Promise< void > => {
	const { revision } = ( await (
		await wordPress.rest( 'aether/v1/settings' )
	).json() ) as Settings;
	const response = await wordPress.rest( `aether/v1/settings/${ route }`, {
		method: 'PUT',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify( { revision, ...body } ),
	} );
	expect( response.status ).toBe( 200 );
};

/** Every path with the hash of its bytes, as visitors are served them. */
const served = async (): Promise< Readonly< Record< string, string > > > =>
	Object.fromEntries(
		( await publishedFiles( join( place, 'current' ) ) )
			.map( ( { path, content } ): [ string, string ] => [
				path,
				createHash( 'sha256' ).update( content ).digest( 'hex' ),
			] )
			.sort()
	);

/** Releases that are under construction, or were. */
const staged = async (): Promise< string[] > =>
	( await readdir( staging, { withFileTypes: true } ) )
		.filter( ( entry ) => entry.isDirectory() )
		.map( ( { name } ) => name );

/**
 * The site's title stands on every page.
 * @param title
 */
const rename = ( title: string ) =>
	php( `update_option( 'blogname', $title );`, { title } );

/** A process that was killed gives no sign of life; this is what the site looks like a good hour later. */
const anHourLater = async (): Promise< void > => {
	await php(
		`return $GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->prefix}aether_publishes SET heartbeat_at = heartbeat_at - 3700000 WHERE running = 1" );`
	);
	const before = new Date( Date.now() - 3_700_000 );
	for ( const release of await staged() ) {
		for ( const file of await readdir( join( staging, release ) ) ) {
			await utimes( join( staging, release, file ), before, before );
		}
	}
};

const publishOverTheDead = async () => {
	const { code, events, prose } = await publishInProcess( wordPress, [
		'--take-over',
	] );
	expect( code, prose + JSON.stringify( events.at( -1 ) ) ).toBe( 0 );
};

/** How long before the release is switched, and so what visitors are still served. */
const MOMENTS: readonly ( readonly [ string, Moment ] )[] = [
	[ 'while pages are rendered', 'rendering' ],
	[ 'while files are sent', 'sending' ],
];

describe( 'A publish whose process is killed', () => {
	let title: string;

	beforeAll( async () => {
		title = await php< string >( `return get_option( 'blogname' );` );
		await put( 'rules', { rules: { includePages: [ '/', '/about/' ] } } );
		await put( 'providers/local-filesystem', {
			config: {
				deployment_types: [ 'static_site' ],
				public_url: 'https://killed.test/',
			},
		} );
		await publishOverTheDead();
	} );

	afterAll( async () => {
		await rename( title );
		await put( 'rules', { rules: { includePages: [] } } );
		await put( 'providers/local-filesystem', {
			config: { deployment_types: [], public_url: '' },
		} );
	} );

	it.for( MOMENTS )(
		'%s leaves the last release served in full',
		async ( [ words, moment ] ) => {
			const before = await served();
			await rename( `Killed ${ words }` );
			const { code, events } = await publishInProcess(
				wordPress,
				[ '--take-over' ],
				moment
			);
			expect( code ).toBeNull();
			expect( events.length ).toBeGreaterThan( 0 );
			expect( await served() ).toEqual( before );
			await anHourLater();
		}
	);

	it( 'is followed by one that works, leaves nothing of the others behind, and can be rolled back', async () => {
		const before = await served();
		await publishOverTheDead();
		const after = await served();
		expect( Object.keys( after ) ).toEqual( Object.keys( before ) );
		expect( after[ 'index.html' ] ).not.toBe( before[ 'index.html' ] );
		expect( await staged() ).toEqual( [] );

		const { code, prose } = await runInProcess( wordPress, [
			'rollback',
			'local-filesystem',
		] );
		expect( code, prose ).toBe( 0 );
		expect( await served() ).toEqual( before );
	} );

	it( 'when everything was sent leaves one release served in full, the old or the new', async () => {
		const before = await served();
		await rename( 'Killed when everything was sent' );
		const { code } = await publishInProcess( wordPress, [], 'sent' );
		expect( code ).toBeNull();
		const between = await served();
		await anHourLater();
		await publishOverTheDead();
		expect( [ before, await served() ] ).toContainEqual( between );
	} );
} );
