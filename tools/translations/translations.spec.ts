import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { PLUGINS, readMessages, SCRIPTS } from './catalogue';
import { compilePhp, compileScript } from './compile';
import { keyOf, type Message } from './message';
import { headerMessages, phpMessages } from './php-messages';
import { readPo, writePo } from './po';
import { scriptMessages } from './script-messages';

let messages: readonly Message[];

beforeAll( async () => {
	messages = await readMessages( ROOT );
} );

const read = ( plugin: string, file: string ) =>
	readFile( join( ROOT, plugin, 'languages', file ), 'utf8' );

const placeholders = ( text: string ) =>
	( text.match( /%(?:\d\$)?[sdf]/g ) ?? [] ).sort();

describe.each( PLUGINS )( 'The texts of %s', ( plugin ) => {
	it( 'are in its template, with their files and what translators should know', async () => {
		expect( await read( plugin, `${ plugin }.pot` ) ).toBe(
			writePo( messages, { domain: plugin } )
		);
	} );

	it( 'are translated into German, each number and name in its place', async () => {
		const { translations, language } = readPo(
			await read( plugin, `${ plugin }-de_DE.po` )
		);
		const own = messages.filter( ( { domain } ) => domain === plugin );
		const missing = new Set(
			own.map( keyOf ).filter( ( key ) => ! translations.has( key ) )
		);
		expect( language ).toBe( 'de_DE' );
		expect( own.length ).toBeGreaterThan( 50 );
		expect( [ ...missing ] ).toEqual( [] );
		for ( const message of own ) {
			const forms = translations.get( keyOf( message ) ) ?? [];
			expect( [ 0, message.plural === undefined ? 1 : 2 ] ).toContain(
				forms.length
			);
			for ( const form of forms ) {
				expect( placeholders( form ) ).toEqual(
					placeholders( message.text )
				);
			}
		}
	} );
} );

/**
 * The scripts that a PHP file tells WordPress to translate. A name that stands in a constant is found where it is registered.
 *
 * @param php
 */
function translatedScripts( php: string ) {
	const calls = [
		...php.matchAll(
			/wp_set_script_translations\( ('[^']+'|\$handle), '([^']+)'/g
		),
	];
	const constants = new Map(
		[ ...php.matchAll( /const (\w+)\s*= '([^']+)'/g ) ].map(
			( [ , name, value ] ) => [ name, value ]
		)
	);
	const registered = [
		...php.matchAll( /self::register\( self::(\w+)/g ),
	].map( ( [ , name ] ) => constants.get( name ) );
	return calls.flatMap( ( [ , handle, domain ] ) =>
		( handle === '$handle' ? registered : [ handle?.slice( 1, -1 ) ] ).map(
			( name ) => ( { handle: name, domain } )
		)
	);
}

describe( 'Scripts with texts', () => {
	it( 'are those that the plugins tell WordPress of', async () => {
		const files = await Promise.all(
			PLUGINS.map( async ( plugin ) => {
				const folder = join( ROOT, plugin, 'includes' );
				const names = await readdir( folder, { recursive: true } );
				return Promise.all(
					names
						.filter( ( name ) => name.endsWith( '.php' ) )
						.map( ( name ) =>
							readFile( join( folder, name ), 'utf8' )
						)
				);
			} )
		);
		const told = files.flat().flatMap( translatedScripts );
		expect( told.length ).toBeGreaterThan( 3 );
		expect(
			new Set(
				SCRIPTS.map( ( { handle, domain } ) => ( { handle, domain } ) )
			)
		).toEqual( new Set( told ) );
	} );
} );

describe( 'Texts of scripts', () => {
	it( 'are found with their plural, context and comment', () => {
		expect(
			scriptMessages(
				'a.tsx',
				`const a = sprintf(
					/* translators: %s: a name. */
					__( 'It\\'s “%s”', 'd' ), name );
				const b = <p title={ _n( '%s page', '%s pages', count( 1, 2 ), 'd' ) }>{ _x( 'Post', 'verb', 'd' ) }</p>;
				const core = __( 'Save' ); toString( 'x', 'd' );`
			)
		).toEqual( [
			{
				domain: 'd',
				text: 'It’s “%s”'.replace( '’', "'" ),
				comment: 'translators: %s: a name.',
				source: 'a.tsx',
			},
			{
				domain: 'd',
				text: '%s page',
				plural: '%s pages',
				source: 'a.tsx',
			},
			{ domain: 'd', text: 'Post', context: 'verb', source: 'a.tsx' },
		] );
	} );

	it( 'must be literals, or no translator would ever see them', () => {
		expect( () => scriptMessages( 'a.ts', '__( text, "d" )' ) ).toThrow(
			'a.ts'
		);
		expect( () =>
			scriptMessages( 'a.ts', '__( `a ${ b }`, "d" )' )
		).toThrow( 'must be a literal' );
	} );
} );

describe( 'Texts of PHP', () => {
	it( 'are found with their plural, context and comment', () => {
		expect(
			phpMessages(
				'a.php',
				`<?php
				// __( 'In a comment', 'd' );
				$list = array(
					/* translators: %s: a name. */
					'text' => sprintf( esc_html__( 'It\\'s "%s", f(x)', 'd' ), f( ',' ) ),
					'many' => _n( '%s page', '%s pages', g( 1, array( 2, 3 ) ), 'd' ),
				);
				_x( "Post \\"it\\"", 'verb', 'd' );
				$this->__( 'a method', 'd' );
				__( 'Save' );`
			)
		).toEqual( [
			{
				domain: 'd',
				text: 'It\'s "%s", f(x)',
				comment: 'translators: %s: a name.',
				source: 'a.php',
			},
			expect.objectContaining( {
				text: '%s page',
				plural: '%s pages',
			} ),
			{
				domain: 'd',
				text: 'Post "it"',
				context: 'verb',
				source: 'a.php',
			},
		] );
	} );

	it( 'must be literals', () => {
		expect( () => phpMessages( 'a.php', '__( $text, "d" );' ) ).toThrow(
			'a.php'
		);
		expect( () => phpMessages( 'a.php', "__( 'a' . 'b', 'd' );" ) ).toThrow(
			'must be a literal'
		);
	} );

	it( 'include what the list of plugins shows', () => {
		expect(
			headerMessages(
				'a.php',
				'/**\n * Plugin Name: One\n * Description:   Does it.\n */',
				'd'
			).map( ( { text } ) => text )
		).toEqual( [ 'One', 'Does it.' ] );
	} );
} );

describe( 'A language', () => {
	const source = 'a.php';
	const own: readonly Message[] = [
		{ domain: 'd', source, text: 'A "b" \\ c\nd' },
		{ domain: 'd', source, text: '%s page', plural: '%s pages' },
		{ domain: 'd', source, text: 'Post', context: 'verb' },
		{ domain: 'd', source, text: 'Not yet' },
		{ domain: 'other', source, text: 'Not ours' },
	];
	const translations = new Map( [
		[ 'A "b" \\ c\nd', [ 'Ä \'b\' \\ "c"\nd' ] ],
		[ '%s page', [ '%s Seite', '%s Seiten' ] ],
		[ 'verb\u0004Post', [ 'Senden' ] ],
	] );
	const plural = 'nplurals=2; plural=(n != 1);';
	const po = { language: 'de_DE', plural, translations };

	it( 'keeps its translations when it is brought in line with the sources', () => {
		expect( readPo( writePo( own, { domain: 'd', ...po } ) ) ).toEqual(
			po
		);
	} );

	it( 'becomes what scripts load: only what they show', () => {
		expect(
			JSON.parse( compileScript( po, own.slice( 1, 4 ) ) ).locale_data
				.messages
		).toEqual( {
			'': {
				domain: 'messages',
				lang: 'de_DE',
				'plural-forms': plural,
			},
			'%s page': [ '%s Seite', '%s Seiten' ],
			'verb\u0004Post': [ 'Senden' ],
		} );
	} );

	it( 'becomes PHP that nothing in it breaks out of', () => {
		const php = compilePhp( 'd', po );
		expect( php ).toContain( `'Ä \\'b\\' \\\\ "c"\nd'` );
		expect( php ).toContain( `'%s page'=>'%s Seite'."\\0".'%s Seiten'` );
	} );
} );
