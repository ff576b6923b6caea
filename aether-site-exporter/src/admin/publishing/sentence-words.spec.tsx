import type { Sentence } from '@aether/publish-engine';
import { resetLocaleData, setLocaleData } from '@wordpress/i18n';
import { afterEach, describe, expect, it } from 'vitest';
import { logText } from './log-text';
import { IDLE, reducePublish } from './publish-state';
import { sentenceWords } from './sentence-words';

const UPLOADED: Sentence = {
	message: 'Uploaded static site to 1/2 providers',
	code: 'static_site_uploaded',
	counts: { reached: 1, total: 2 },
};

afterEach( () => resetLocaleData( undefined, 'aether-site-exporter' ) );

function speakGerman(): void {
	setLocaleData(
		{
			'Uploaded static site to %1$s/%2$s providers': [
				'Statische Website an %1$s/%2$s Anbieter übertragen',
			],
			'No provider is switched on for edge functions.': [
				'Für Edge-Funktionen ist kein Anbieter eingeschaltet.',
			],
		},
		'aether-site-exporter'
	);
}

describe( 'What the engine says of a step', () => {
	it.each< [ Sentence, string ] >( [
		[ UPLOADED, UPLOADED.message ],
		[
			{
				message: 'Rendered 1 pages, 2000 files',
				code: 'site_rendered',
				counts: { pages: 1, files: 2000 },
			},
			'Rendered 1 page, 2,000 files',
		],
		[
			{
				message: '',
				code: 'site_gathered',
				counts: { content: 48_000, code: 1_500_000, media: 0 },
			},
			'Gathered 48 kB of content, 1.5 MB of theme and plugins, 0 byte of media',
		],
		[ { message: 'Of a plugin.' }, 'Of a plugin.' ],
		[
			{ message: 'Of tomorrow.', code: 'unheard_of' as never },
			'Of tomorrow.',
		],
	] )( '%j reads "%s"', ( sentence, words ) => {
		expect( sentenceWords( sentence ) ).toBe( words );
	} );

	it( 'is said in the language of the page: in the bars, the result and the log', () => {
		speakGerman();
		const event = { runId: 'run', seq: 0, at: 0 };
		const state = (
			[
				{
					type: 'run-start',
					workflow: [
						[
							[ 'uploadStaticSiteFiles', 1 ],
							[ 'deployEdgeFunctions', 1 ],
						],
					],
				},
				{
					type: 'step-end',
					step: 'uploadStaticSiteFiles',
					durationMs: 1,
					...UPLOADED,
				},
				{
					type: 'step-skip',
					step: 'deployEdgeFunctions',
					reason: 'No provider is switched on for edge functions.',
					code: 'no_edge_provider',
				},
			] as const
		 ).reduce(
			( before, body ) => reducePublish( before, { ...event, ...body } ),
			IDLE
		);
		const said = [
			'Statische Website an 1/2 Anbieter übertragen',
			'Für Edge-Funktionen ist kein Anbieter eingeschaltet.',
		];
		expect( state.steps.map( ( { message } ) => message ) ).toEqual( said );
		const lines = state.log.map( logText ).join( '\n' );
		for ( const words of said ) {
			expect( lines ).toContain( words );
		}
	} );
} );
