import { AetherError } from '@aether/provider-sdk';
import type { PublishEvent } from '@aether/publish-engine';
import { describe, expect, it } from 'vitest';
import { createJsonReporter } from './json-reporter';
import { redacting, type Output } from './output';
import { createPlainReporter } from './plain-reporter';
import { styleFor } from './style';
import { createTerminalReporter } from './terminal-reporter';

const PLAIN = styleFor( false, {} );

type Body = Omit< PublishEvent, 'runId' | 'seq' | 'at' > & { at?: number };

const event = ( body: Body ): PublishEvent =>
	( { runId: 'run', seq: 1, at: 0, ...body } ) as PublishEvent;

function collector( options: Partial< Output > = {} ) {
	const writes: string[] = [];
	return {
		output: { write: ( text: string ) => writes.push( text ), ...options },
		text: () => writes.join( '' ),
	};
}

/**
 * What a terminal shows after these writes: lines, with "cursor up" and "clear below" obeyed.
 *
 * @param text
 */
function screen( text: string ): readonly string[] {
	let lines: string[] = [ '' ];
	for ( const [ token ] of text.matchAll(
		/\u001B\[\d*[AJ]|\n|[^\u001B\n]+/g
	) ) {
		if ( token.endsWith( 'A' ) && token.startsWith( '\u001B' ) ) {
			const up = Number( /\d+/.exec( token )?.[ 0 ] ?? '1' );
			lines = lines.slice( 0, Math.max( 1, lines.length - up ) );
			lines[ lines.length - 1 ] = '';
		} else if ( token === '\n' ) {
			lines.push( '' );
		} else if ( ! token.startsWith( '\u001B' ) ) {
			lines[ lines.length - 1 ] += token;
		}
	}
	return lines.filter( ( line ) => line !== '' );
}

describe( 'what a host or a page says', () => {
	const HOSTILE = 'x\u001B]0;title\u0007\u001B[2J\u009B1A\r\u202Ey';

	it.each( [
		[ 'plain', createPlainReporter ],
		[ 'terminal', createTerminalReporter ],
	] as const )( 'does not steer the terminal: %s', ( _name, create ) => {
		const { output, text } = collector( { isTTY: true, columns: 80 } );
		const reporter = create( output, styleFor( true, {} ) );
		reporter.onEvent(
			event( {
				type: 'finding',
				finding: {
					severity: 'error',
					code: 'page_failed',
					message: HOSTILE,
					url: 'https://site.test/',
					action: HOSTILE,
				},
			} as Body )
		);
		reporter.onEvent(
			event( {
				type: 'provider-error',
				providerId: 'gitlab',
				step: 'upload',
				deploymentType: 'static_site',
				error: { code: 'unknown', message: HOSTILE },
			} as Body )
		);
		expect( text() ).toContain( 'x]0;title[2J1Ay' );
		expect( text() ).not.toMatch(
			/[\u0007\u009B\r\u202E]|\u001B\]|\u001B\[2J/
		);
		expect( text() ).toContain( '\u001B[31m✗\u001B[0m' );
	} );
} );

const START = event( {
	type: 'step-start',
	step: 'render',
	label: 'Render',
} as Body );

describe( 'the terminal reporter', () => {
	it( 'draws one line per step and provider at work, in place', () => {
		const { output, text } = collector( { isTTY: true, columns: 80 } );
		const reporter = createTerminalReporter( output, PLAIN );
		reporter.onEvent( { ...START, at: 100 } );
		for ( let loaded = 1; loaded <= 50; loaded++ ) {
			reporter.onEvent(
				event( {
					type: 'step-progress',
					step: 'render',
					loaded,
					total: 50,
					caption: '/a/',
					at: 100 + loaded * 100,
				} as Body )
			);
		}
		const lines = screen( text() );
		expect( lines ).toHaveLength( 2 );
		expect( lines[ 1 ] ).toContain( 'Render 50/50' );
	} );

	it( 'keeps what has happened above, and leaves nothing drawn at the end', () => {
		const { output, text } = collector( { isTTY: true, columns: 80 } );
		const reporter = createTerminalReporter( output, PLAIN );
		reporter.onEvent( { ...START, at: 1000 } );
		reporter.onEvent(
			event( {
				type: 'step-end',
				step: 'render',
				durationMs: 1200,
				at: 2000,
			} as Body )
		);
		reporter.close();
		expect( screen( text() ) ).toEqual( [ '✓ Render (1.2 s)' ] );
	} );

	it( 'cuts lines that would wrap', () => {
		const { output, text } = collector( { isTTY: true, columns: 40 } );
		const reporter = createTerminalReporter( output, PLAIN );
		reporter.onEvent( { ...START, at: 1000 } );
		reporter.onEvent(
			event( {
				type: 'step-progress',
				step: 'render',
				loaded: 1,
				total: null,
				caption: '/x'.repeat( 100 ),
				at: 2000,
			} as Body )
		);
		expect( screen( text() ).every( ( line ) => line.length < 40 ) ).toBe(
			true
		);
	} );
} );

describe( 'the plain reporter', () => {
	it( 'writes no control characters, and no line per page', () => {
		const { output, text } = collector();
		const reporter = createPlainReporter( output, PLAIN );
		reporter.onEvent( START );
		for ( let loaded = 1; loaded <= 100; loaded++ ) {
			reporter.onEvent(
				event( {
					type: 'step-progress',
					step: 'render',
					loaded,
					total: 100,
					at: loaded * 200,
				} as Body )
			);
		}
		expect( text() ).toBe( 'Render…\n  50 of 100\n  100 of 100\n' );
	} );

	it( 'names a provider that failed, with what to do', () => {
		const { output, text } = collector();
		createPlainReporter( output, PLAIN ).onEvent(
			event( {
				type: 'provider-error',
				step: 'upload',
				providerId: 'gitlab',
				error: new AetherError( 'rate_limited', 'Too many requests.' ),
			} as Body )
		);
		expect( text() ).toBe(
			'✗ gitlab: Too many requests.\n    Publish again later, or with a lower --concurrency.\n'
		);
	} );
} );

describe( 'the JSON reporter', () => {
	it( 'writes an error as its facts, without stack or cause', () => {
		const { output, text } = collector();
		createJsonReporter( output, output ).onEvent(
			event( {
				type: 'step-error',
				step: 'render',
				error: new AetherError( 'build_rejected', 'Two pages failed.', {
					cause: new Error( 'inner' ),
				} ),
			} as Body )
		);
		expect( JSON.parse( text() ) ).toEqual( {
			runId: 'run',
			seq: 1,
			at: 0,
			type: 'step-error',
			step: 'render',
			error: {
				code: 'build_rejected',
				message: 'Two pages failed.',
				details: {},
			},
		} );
	} );
} );

describe( 'a redacting output', () => {
	it( 'hides every secret, wherever it stands', () => {
		const { output, text } = collector();
		redacting( output, [ 'hunter22', 'x' ] ).write(
			'a hunter22 x hunter22'
		);
		expect( text() ).toBe( 'a [secret] x [secret]' );
	} );
} );

describe( 'colours', () => {
	it.each( [
		[ true, {}, true ],
		[ true, { NO_COLOR: '1' }, false ],
		[ true, { TERM: 'dumb' }, false ],
		[ false, {}, false ],
	] )( 'on a terminal %s with %j: %s', ( isTTY, env, coloured ) => {
		expect( styleFor( isTTY, env ).good( 'x' ) !== 'x' ).toBe( coloured );
	} );
} );
