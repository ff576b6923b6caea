import { describe, expect, it } from 'vitest';
import { CredentialWatch } from './credential-watch';

const KEY = [ 'AKIA', 'QWERTYUIOPASDFGH' ].join( '' );
const MEBIBYTE = 1024 * 1024;

const findsKeyIn = ( path: string, text: string ): boolean => {
	const watch = new CredentialWatch();
	watch.file( path, new TextEncoder().encode( text ) );
	return watch.found.length > 0;
};

describe( 'CredentialWatch', () => {
	it.each( [
		'themes/a/functions.php',
		'themes/a/notes',
		'themes/a/Makefile',
		'themes/a/settings.env.dist',
		'themes/a/people.csv',
		'themes/a/app.vue',
		'themes/a/composer.lock',
		'uploads/2026/letter.rtf',
	] )( 'reads %s, and says no more than where a key lies', ( path ) => {
		const watch = new CredentialWatch();
		watch.file( path, new TextEncoder().encode( `key = ${ KEY }\n` ) );
		expect( watch.found ).toEqual( [
			{ place: path, credential: 'aws_access_key' },
		] );
	} );

	it.each( [ 'uploads/a.jpg', 'themes/a/b.woff2', 'languages/de_DE.mo' ] )(
		'spends no time on %s',
		( path ) => {
			expect( findsKeyIn( path, KEY ) ).toBe( false );
		}
	);

	it( 'reads the beginning of a long file, and no more', () => {
		const long = 'a\n'.repeat( 3 * MEBIBYTE );
		expect( findsKeyIn( 'a.txt', `${ KEY }\n${ long }` ) ).toBe( true );
		expect( findsKeyIn( 'a.txt', `${ long }${ KEY }` ) ).toBe( false );
	} );
} );
