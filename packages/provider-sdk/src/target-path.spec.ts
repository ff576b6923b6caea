import { describe, expect, it } from 'vitest';
import { toTargetPath } from './target-path';

const rejected = ( reason: RegExp ) =>
	expect.objectContaining( {
		code: 'path_rejected',
		details: expect.objectContaining( {
			reason: expect.stringMatching( reason ),
		} ),
	} );

describe( 'toTargetPath', () => {
	it.each( [
		'index.html',
		'wp-content/uploads/2026/01/image.jpg',
		'with space/a#b/100%/what?.html',
		'über/日本語/😀.html',
		'.well-known/security.txt',
		'...',
		'a..b/c.',
		'%2e%2e.html',
	] )( 'keeps %s', ( path ) => {
		expect( toTargetPath( path ) ).toBe( path );
	} );

	it( 'brings two spellings of a letter to one', () => {
		expect( toTargetPath( 'u\u0308ber.html' ) ).toBe( '\u00fcber.html' );
	} );

	it.each( [
		[ '', /empty/ ],
		[ '/etc/passwd', /relative/ ],
		[ '//host/share', /relative/ ],
		[ '..', /dot segment/ ],
		[ 'a/../../b', /dot segment/ ],
		[ './a', /dot segment/ ],
		[ 'a/.', /dot segment/ ],
		[ 'a//b', /empty segment/ ],
		[ 'a/', /empty segment/ ],
		[ 'a\\b', /backslash/ ],
		[ 'a\0.html', /control/ ],
		[ 'a\nb', /control/ ],
		[ 'a\u0085b', /control/ ],
		[ 'a\ud800b', /Unicode/ ],
		[ '%2e%2e/a', /hides/ ],
		[ 'a/.%2E/b', /hides/ ],
		[ '..%2fetc', /hides/ ],
		[ '..%5cetc', /hides/ ],
		[ '%252e%252e/a', /hides/ ],
		[ '%25252e%25252e/a', /hides/ ],
		[ 'a%00.html', /hides/ ],
	] )( 'refuses %j', ( path, reason ) => {
		expect( () => toTargetPath( path ) ).toThrow( rejected( reason ) );
	} );

	it( 'takes segments of 255 bytes and refuses 256', () => {
		expect( toTargetPath( 'ü'.repeat( 127 ) + 'a' ) ).toHaveLength( 128 );
		expect( () => toTargetPath( 'ü'.repeat( 128 ) ) ).toThrow(
			rejected( /segment is longer/ )
		);
	} );

	it( 'takes paths of 1,024 bytes and refuses 1,025', () => {
		const path =
			`${ 'a'.repeat( 255 ) }/`.repeat( 4 ).slice( 0, -1 ) + '/b';
		const longest = path.slice( 2 ) + 'b';
		expect( longest ).toHaveLength( 1024 );
		expect( toTargetPath( longest ) ).toBe( longest );
		expect( () => toTargetPath( `${ longest }b` ) ).toThrow(
			rejected( /longer than 1024/ )
		);
	} );

	it( 'does not print what could break a terminal', () => {
		expect( () => toTargetPath( 'a\u001b[31m' ) ).toThrow(
			/"a\\u001b\[31m"/
		);
	} );
} );
