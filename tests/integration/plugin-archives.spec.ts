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

const INSTALL = ( slug: string ): string => `
	require_once ABSPATH . 'wp-admin/includes/admin.php';
	require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
	wp_set_current_user( 1 );
	$installed = ( new Plugin_Upgrader( new Automatic_Upgrader_Skin() ) )->install( ABSPATH . '${ slug }.zip' );
	if ( true !== $installed ) {
		throw new RuntimeException( is_wp_error( $installed ) ? $installed->get_error_message() : 'not installed' );
	}
	$active = activate_plugin( '${ slug }/${ slug }.php' );
	if ( is_wp_error( $active ) ) {
		throw new RuntimeException( $active->get_error_message() );
	}
	echo wp_json_encode( is_plugin_active( '${ slug }/${ slug }.php' ) );`;

/** A WordPress without our plugins. */
let wordPress: WordPressStand;

beforeAll( async () => {
	wordPress = await startWordPress( { plugins: [] } );
} );

afterAll( () => wordPress?.stop() );

describe( 'The archives that are handed out', () => {
	it.each( PLUGIN_FOLDERS )(
		'WordPress installs and activates %s from its archive',
		async ( slug ) => {
			await writeFile(
				join( wordPress.directory, `${ slug }.zip` ),
				await pluginArchive( join( PROJECT, slug ), slug )
			);
			expect( await wordPress.runPhp( INSTALL( slug ) ) ).toBe( 'true' );
		}
	);

	it( 'work without anything else of the project', async () => {
		const credentials = Buffer.from(
			`${ wordPress.user }:${ wordPress.applicationPassword }`
		).toString( 'base64' );
		const response = await fetch(
			`${ wordPress.url }/wp-json/aether/v1/site`,
			{ headers: { Authorization: `Basic ${ credentials }` } }
		);
		expect( response.status ).toBe( 200 );
		expect( await response.json() ).toMatchObject( {
			homeUrl: `${ wordPress.url }/`,
		} );
	} );
} );
