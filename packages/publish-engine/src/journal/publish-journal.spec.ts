import { AetherError, type TargetPath } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import type { PublishEvent, PublishEventBody } from '../events';
import type { JournalBatch } from '../ports';
import {
	FILES_PER_BATCH,
	LINES_PER_BATCH,
	MOST_ERRORS,
	MOST_FILES,
	MOST_LINES,
	PublishJournal,
} from './publish-journal';

const instantClock = { now: () => 0, sleep: async () => {} };

const quiet = { debug: () => {}, warn: () => {}, error: () => {} };

function keep(
	note: ( batch: JournalBatch ) => Promise< void > = async () => {}
) {
	const batches: JournalBatch[] = [];
	const warnings: string[] = [];
	const journal = new PublishJournal( {
		note: async ( batch ) => {
			batches.push( batch );
			await note( batch );
		},
		clock: instantClock,
		random: () => 0,
		logger: { ...quiet, warn: ( message ) => warnings.push( message ) },
	} );
	let seq = 0;
	return {
		journal,
		batches,
		warnings,
		tell: ( body: PublishEventBody ) =>
			journal.observe( {
				runId: 'run',
				seq: seq++,
				at: 1,
				...body,
			} as PublishEvent ),
	};
}

const finding = (
	severity: 'error' | 'warning',
	message = 'x'
): PublishEventBody => ( {
	type: 'finding',
	step: 'renderStaticSite',
	finding: { severity, code: 'page_failed', message },
} );

const STEP_END: PublishEventBody = {
	type: 'step-end',
	step: 'renderStaticSite',
	durationMs: 1,
};

function plan( uploads: number, removals: number ): PublishEventBody {
	const path = ( name: string, index: number ) =>
		`${ name }-${ index }.html` as TargetPath;
	return {
		type: 'provider-plan',
		step: 'uploadStaticSiteFiles',
		providerId: 'host',
		plan: {
			uploads: Array.from( { length: uploads }, ( _, index ) => ( {
				path: path( 'page', index ),
				reason: 'new' as const,
			} ) ),
			removals: Array.from( { length: removals }, ( _, index ) =>
				path( 'gone', index )
			),
			unchanged: 0,
		},
	};
}

const sum = ( batches: readonly JournalBatch[] ) => ( {
	lines: batches.flatMap( ( { lines } ) => lines ),
	files: batches.flatMap( ( { files } ) => files ),
	omitted: batches.reduce(
		( total, { omitted } ) => ( {
			lines: total.lines + omitted.lines,
			files: total.files + omitted.files,
		} ),
		{ lines: 0, files: 0 }
	),
} );

describe( 'The journal of a publish', () => {
	it( 'writes at milestones, one request at a time, each with a number of its own', async () => {
		let underWay = 0;
		let most = 0;
		const { journal, batches, tell } = keep( async () => {
			most = Math.max( most, ++underWay );
			await Promise.resolve();
			underWay--;
		} );
		tell( finding( 'warning' ) );
		tell( STEP_END );
		expect( batches ).toHaveLength( 0 );
		await journal.close();
		tell( {
			type: 'provider-start',
			step: 'uploadStaticSiteFiles',
			providerId: 'host',
			deploymentType: 'static_site',
		} );
		tell( plan( FILES_PER_BATCH + 1, 1 ) );
		tell( STEP_END );
		await journal.close();
		expect( most ).toBe( 1 );
		expect( batches.map( ( { part } ) => part ) ).toEqual( [ 0, 1, 2 ] );
		expect( batches.map( ( { files } ) => files.length ) ).toEqual( [
			0,
			FILES_PER_BATCH,
			2,
		] );
		expect( batches[ 1 ]?.files[ 0 ] ).toEqual( {
			path: 'gone-0.html',
			reason: 'gone',
			providerId: 'host',
			deploymentType: 'static_site',
		} );
	} );

	it( 'keeps as much as WordPress does, errors apart, and counts the rest', async () => {
		const { journal, batches, tell } = keep();
		for ( let line = 0; line < MOST_LINES + 3; line++ ) {
			tell( finding( 'warning' ) );
		}
		for ( let line = 0; line < MOST_ERRORS + 2; line++ ) {
			tell( finding( 'error' ) );
		}
		tell( plan( MOST_FILES, 1 ) );
		tell( plan( 4, 3 ) );
		await journal.close();
		const { lines, files, omitted } = sum( batches );
		expect( lines ).toHaveLength( MOST_LINES + MOST_ERRORS );
		expect( files ).toHaveLength( MOST_FILES );
		expect( omitted ).toEqual( { lines: 5, files: 8 } );
		for ( const batch of batches ) {
			expect( batch.lines.length ).toBeLessThanOrEqual( LINES_PER_BATCH );
			expect( batch.files.length ).toBeLessThanOrEqual( FILES_PER_BATCH );
		}
	} );

	it( 'sends a part again that found no answer', async () => {
		let calls = 0;
		const { journal, batches, tell, warnings } = keep( async () => {
			if ( ++calls === 1 ) {
				throw new AetherError( 'network_failed', 'Gone.' );
			}
		} );
		tell( STEP_END );
		await journal.close();
		expect( batches.map( ( { part } ) => part ) ).toEqual( [ 0, 0 ] );
		expect( warnings ).toEqual( [] );
	} );

	it( 'gives up without a word to the publish where nobody keeps it', async () => {
		const { journal, batches, tell, warnings } = keep( () =>
			Promise.reject( new AetherError( 'not_found', 'No such route.' ) )
		);
		tell( STEP_END );
		await journal.close();
		tell( STEP_END );
		await journal.close();
		expect( batches ).toHaveLength( 1 );
		expect( warnings ).toHaveLength( 1 );
	} );

	it( 'tells a page in another language what a finding and an error say', async () => {
		const { journal, batches, tell } = keep();
		const said = {
			severity: 'warning',
			code: 'rule_invalid',
			message: 'The rule "(" cannot be read.',
			values: { rule: '('.repeat( 2000 ), line: 3 },
			url: 'http://a/',
		} as const;
		const step = 'renderStaticSite';
		tell( { type: 'finding', step, finding: said } );
		tell( {
			type: 'finding',
			step,
			finding: { ...said, fromPlugin: true },
		} );
		for ( const code of [ 'auth_failed', 'not a code' ] ) {
			tell( {
				type: 'step-error',
				step,
				error: new AetherError( code as 'auth_failed', '401' ),
			} );
		}
		await journal.close();
		const lines = batches.flatMap( ( batch ) => batch.lines );
		expect( lines[ 0 ] ).toMatchObject( {
			code: 'rule_invalid',
			place: 'http://a/',
			values: { line: 3 },
		} );
		expect( lines[ 0 ]?.values?.rule ).toHaveLength( 1000 );
		expect( lines.map( ( { code } ) => code ) ).toEqual( [
			'rule_invalid',
			undefined,
			'auth_failed',
			undefined,
		] );
	} );

	it( 'cuts what is long, and leaves no half of a character', async () => {
		const { journal, batches, tell } = keep();
		tell( finding( 'error', `${ 'é'.repeat( 998 ) }😀 and more` ) );
		await journal.close();
		const message = batches[ 0 ]?.lines[ 0 ]?.message ?? '';
		expect( message ).toHaveLength( 1000 );
		expect( message ).toMatch( /é\ufffd…$/u );
	} );
} );
