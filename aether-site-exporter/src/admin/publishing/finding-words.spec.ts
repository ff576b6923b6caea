import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingWords } from './finding-words';

const GUIDE = join( import.meta.dirname, '../../../../docs/publishing.md' );

const CODES = [
	...readFileSync( GUIDE, 'utf8' ).matchAll(
		/^\| `([a-z0-9_]+)` \| (?:error|warning)/gm
	),
].map( ( [ , code = '' ] ) => code );

const said = ( code: string ) =>
	( {
		severity: 'error',
		code,
		message: 'In the words of the engine.',
		action: 'Do as the engine says.',
	} ) as const;

describe( 'the words of a finding', () => {
	it( 'are those of the page for each code of the guide', () => {
		expect( CODES.length ).toBeGreaterThan( 30 );
		const without = CODES.filter( ( code ) => {
			const { title, action } = findingWords( said( code ) );
			return (
				title === said( code ).message || action === said( code ).action
			);
		} );
		expect( without ).toEqual( [] );
	} );

	it.each( [
		[ 'of a plugin', { ...said( 'page_empty' ), fromPlugin: true } ],
		[ 'of nobody we know', said( 'constructor' ) ],
	] as const )( 'are its own when it is one %s', ( _, finding ) => {
		expect( findingWords( finding ) ).toEqual( {
			title: 'In the words of the engine.',
			action: 'Do as the engine says.',
		} );
	} );
} );
