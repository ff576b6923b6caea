import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join( import.meta.dirname, '..' );
const GUIDE = join( SOURCE, '../../../docs/publishing.md' );

/** The files that make findings. */
const texts = readdirSync( SOURCE, { recursive: true, encoding: 'utf8' } )
	.filter( ( file ) => /(?<!\.spec)\.ts$/.test( file ) )
	.map( ( file ) => readFileSync( join( SOURCE, file ), 'utf8' ) )
	.filter( ( text ) => /severity:/.test( text ) );

/** Every code that a finding of the engine can have: the literals after `code:`. */
function codesInSource(): Set< string > {
	return new Set(
		texts
			.flatMap( ( text ) => text.match( /\bcode:[^,;]+[,;]/g ) ?? [] )
			.flatMap( ( value ) => [
				...value.matchAll( /'([a-z0-9]+(?:_[a-z0-9]+)+)'/g ),
			] )
			.map( ( [ , code = '' ] ) => code )
	);
}

const codesInGuide = (): string[] =>
	[
		...readFileSync( GUIDE, 'utf8' ).matchAll(
			/^\| `([a-z0-9_]+)` \| (?:error|warning)/gm
		),
	].map( ( [ , code = '' ] ) => code );

describe( 'a finding', () => {
	it( 'tells a page in another language what its sentence names', () => {
		const sentences = texts.flatMap( ( text ) =>
			[
				...text.matchAll( /\bmessage: `[^]*?\$\{[^]*?`,\s*(\w+):?/g ),
			].map( ( [ , next = '' ] ) => next )
		);
		expect( sentences.length ).toBeGreaterThan( 15 );
		// What is about one name has it as its subject.
		expect(
			sentences.filter(
				( next ) => ! [ 'values', 'subject' ].includes( next )
			)
		).toEqual( [] );
	} );
} );

describe( 'the table of findings in docs/publishing.md', () => {
	it( 'names each code of the engine once, and no other', () => {
		expect( codesInGuide().sort() ).toEqual(
			[ ...codesInSource() ].sort()
		);
	} );
} );
