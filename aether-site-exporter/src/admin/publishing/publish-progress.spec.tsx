import { AetherError } from '@aether/provider-sdk';
import type { PublishEventBody } from '@aether/publish-engine';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { PublishProgress } from './publish-progress';
import { IDLE, type PublishState, reducePublish } from './publish-state';

const STEP = 'uploadStaticSiteFiles';
const about = { step: STEP, providerId: 'bucket' };

const files = ( count: number ) =>
	Array.from( { length: count }, ( _, index ) => ( {
		path: `${ index }.html`,
		reason: 'new',
	} ) );

/**
 * What the events of a run make of the screen, each with the second in which it came.
 * @param events
 */
const after = (
	events: readonly ( readonly [ second: number, event: object ] )[]
): PublishState =>
	events.reduce(
		( state, [ second, event ], seq ) =>
			reducePublish( state, {
				runId: 'run',
				seq,
				at: second * 1000,
				...( event as PublishEventBody ),
			} ),
		IDLE
	);

const BEGIN = [
	[ 0, { type: 'run-start', workflow: [ [ [ STEP, 1 ] ] ] } ],
	[ 0, { type: 'step-start', step: STEP, label: 'Upload' } ],
] as const;

const show = ( ...events: Parameters< typeof after >[ 0 ] ) =>
	render( <PublishProgress state={ after( [ ...BEGIN, ...events ] ) } /> );

describe( 'The progress of a publish', () => {
	it( 'says of each step how fast it is, how long it takes, and what it works on', () => {
		show( [
			4,
			{
				type: 'step-progress',
				step: STEP,
				loaded: 10,
				total: 40,
				caption: '/about/',
			},
		] );
		expect(
			screen.getByText(
				'10 of 40 · 2.5 per second · about 12 seconds left · /about/'
			)
		).toBeVisible();
	} );

	it( 'promises no time where more to do is still found', () => {
		const progress = { type: 'step-progress', step: STEP, loaded: 10 };
		show(
			[ 4, { ...progress, total: 20 } ],
			[ 5, { ...progress, total: 40 } ]
		);
		expect( screen.getByText( '10 of 40 · 2 per second' ) ).toBeVisible();
	} );

	it( 'counts a provider’s time from the moment it knows what it lacks', () => {
		show(
			[
				0,
				{
					type: 'provider-start',
					...about,
					deploymentType: 'static_site',
				},
			],
			[
				60,
				{
					type: 'provider-plan',
					...about,
					plan: { uploads: files( 4 ), removals: [], unchanged: 0 },
				},
			],
			[
				70,
				{
					type: 'provider-progress',
					...about,
					loaded: 1,
					total: 4,
					bytes: 20_000,
				},
			]
		);
		expect(
			screen.getByText(
				'1 of 4 · 20 kB · 2 kB per second · about 30 seconds left'
			)
		).toBeVisible();
	} );

	it( 'has no row for what nobody asked for, until it is made all the same', () => {
		const archive = 'createSiteArchive';
		const workflow = [
			[
				[ 'renderStaticSite', 1 ],
				[ archive, 1 ],
			],
		];
		const begin = [ 0, { type: 'run-start', workflow } ] as const;
		const { rerender } = render(
			<PublishProgress state={ after( [ begin ] ) } />
		);
		expect( screen.getByText( 'Render the site' ) ).toBeVisible();
		expect( screen.queryByText( 'Archive the content' ) ).toBeNull();
		rerender(
			<PublishProgress
				state={ after( [
					begin,
					[ 1, { type: 'step-start', step: archive, label: '' } ],
				] ) }
			/>
		);
		expect( screen.getByText( 'Archive the content' ) ).toBeVisible();
	} );

	it( 'says a failure in short, in the language of the page', () => {
		const error = new AetherError( 'auth_failed', '401 in English' );
		show(
			[
				1,
				{
					type: 'provider-start',
					...about,
					deploymentType: 'static_site',
				},
			],
			[ 2, { type: 'provider-error', ...about, error } ],
			[ 3, { type: 'step-error', step: STEP, error } ]
		);
		expect( screen.getAllByText( 'The sign-in was refused' ) ).toHaveLength(
			2
		);
		expect( screen.queryByText( /401/ ) ).toBeNull();
	} );

	it( 'says of the whole how much is left, in whole units', () => {
		show( [ 42, { type: 'run-progress', fraction: 0.2 } ] );
		expect(
			screen.getByText( '20% · about 3 minutes left' )
		).toBeVisible();
	} );
} );
