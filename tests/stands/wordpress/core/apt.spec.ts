import { describe, expect, it } from 'vitest';
import { parseLines, parseStanzas, sourcesForSuite } from './apt';

const DEB822 = `Types: deb deb-src
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian.gpg

Types: deb
URIs: http://mirror.example/security
Suites: bookworm-security
Components: main
`;

describe( 'the machine’s package sources', () => {
	it( 'are turned to another suite of the same archive, main only, with the same key', () => {
		expect(
			sourcesForSuite( parseStanzas( DEB822 ), 'bookworm', 'sid' )
		).toBe(
			[
				'Types: deb',
				'URIs: http://mirror.example/debian',
				'Suites: sid',
				'Components: main',
				'Signed-By: /usr/share/keyrings/debian.gpg',
				'',
			].join( '\n' )
		);
	} );

	it( 'keep a key that is written out over several lines', () => {
		const [ stanza ] = parseStanzas(
			'Types: deb\nSigned-By:\n -----BEGIN-----\n .\n abc\n'
		);
		expect( stanza?.get( 'Signed-By' ) ).toBe(
			'\n -----BEGIN-----\n .\n abc'
		);
	} );

	it( 'are read from the one-line form, too', () => {
		const sources = parseLines(
			[
				'# deb http://old.example/debian bookworm main',
				'deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main non-free',
				'deb-src http://mirror.example/debian bookworm main',
			].join( '\n' )
		);
		expect( sources ).toHaveLength( 1 );
		const turned = sourcesForSuite( sources, 'bookworm', 'trixie' );
		expect( turned ).toContain( 'Suites: trixie' );
		expect( turned ).toContain( 'Signed-By: /k.gpg' );
	} );

	it( 'give nothing when they are of another system, or switched off', () => {
		expect(
			sourcesForSuite( parseStanzas( DEB822 ), 'noble', 'sid' )
		).toBe( '' );
		expect(
			sourcesForSuite(
				parseStanzas( `Enabled: no\n${ DEB822.split( '\n\n' )[ 0 ] }` ),
				'bookworm',
				'sid'
			)
		).toBe( '' );
	} );
} );
