import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { filtersOf } from './page-filters';
import { hooksOfPhp } from './php-hooks';
import { hookReference } from './reference';

describe( 'The hook reference', () => {
	it( 'says what the source says; otherwise run: node tools/hook-reference.mjs', async () => {
		expect(
			await readFile( join( ROOT, 'docs/reference-hooks.md' ), 'utf8' )
		).toBe( await hookReference( ROOT ) );
	} );

	it( 'reads a docblock with its parameters, over several lines', () => {
		const [ hook ] = hooksOfPhp(
			`
			/**
			 * Filters how much
			 * of it there is.
			 *
			 * Zero is none.
			 *
			 * @param array{at: int, who: string} $much  How much,
			 *                                           in pieces.
			 * @param ?string                     $where
			 */
			return (int) apply_filters( 'aether_much', $much, $where );`,
			'a.php'
		);
		expect( hook ).toEqual( {
			name: 'aether_much',
			kind: 'filter',
			file: 'a.php',
			description: 'Filters how much of it there is.\n\nZero is none.',
			parameters: [
				{
					name: '$much',
					type: 'array{at: int, who: string}',
					description: 'How much, in pieces.',
				},
				{ name: '$where', type: '?string', description: '' },
			],
		} );
	} );

	it( 'leaves out the hooks of WordPress', () => {
		expect(
			hooksOfPhp(
				`$is_checked = apply_filters( 'https_local_ssl_verify', false );`,
				'a.php'
			)
		).toEqual( [] );
	} );

	it.each( [
		[ 'no docblock', `do_action( 'aether_x' );` ],
		[
			'another statement between',
			`/** Fires. */ $a = 1; do_action( 'aether_x' );`,
		],
	] )( 'refuses a PHP hook with %s', ( _, code ) => {
		expect( () => hooksOfPhp( code, 'a.php' ) ).toThrow(
			'The hook aether_x in a.php has no docblock'
		);
	} );

	it( 'refuses a filter of the page without words', () => {
		expect( () =>
			filtersOf(
				`interface AetherFilters { 'aether.x': ( a: string ) => string; }`,
				'a.ts'
			)
		).toThrow( 'The hook aether.x in a.ts has no docblock' );
	} );
} );
