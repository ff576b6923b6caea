import { AetherError, type TargetPath } from '@aether/provider-sdk';
import type { PublishEvent, SitePlan } from '@aether/publish-engine';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { PreviewPanel } from './preview-panel';
import { type PlanSite, usePreview } from './use-preview';

const path = ( text: string ) => text as TargetPath;

let signal: AbortSignal;
let onEvent: ( event: PublishEvent ) => void;
let end: ( plan: SitePlan ) => void;
let fail: ( error: unknown ) => void;

const planSite: PlanSite = ( options ) => {
	( { signal, onEvent } = options );
	return new Promise( ( resolve, reject ) => {
		end = resolve;
		fail = reject;
	} );
};

function Host() {
	const preview = usePreview( planSite );
	return (
		<>
			<button onClick={ preview.start }>Preview</button>
			<PreviewPanel preview={ preview } />
		</>
	);
}

const planOf = ( plan: Partial< SitePlan > ): SitePlan => ( {
	status: 'success',
	providers: [],
	findings: [],
	pageCount: 0,
	fileCount: 0,
	...plan,
} );

const uploads = ( count: number ) =>
	Array.from( { length: count }, ( _, index ) => ( {
		path: path( `page-${ String( index ).padStart( 3, '0' ) }.html` ),
		reason: 'new' as const,
	} ) );

async function open() {
	render( <Host /> );
	const user = userEvent.setup();
	await user.click( screen.getByRole( 'button', { name: 'Preview' } ) );
	return user;
}

const finish = ( plan: Partial< SitePlan > ) =>
	act( async () => end( planOf( plan ) ) );

const rows = async () =>
	within( await screen.findByRole( 'table' ) )
		.getAllByRole( 'row' )
		.slice( 1 )
		.map( ( row ) => row.textContent );

beforeEach( () => {
	document.body.innerHTML = '';
} );

describe( 'A preview', () => {
	it( 'shows how far it is, and can be cancelled', async () => {
		const user = await open();
		act( () =>
			onEvent( {
				type: 'run-progress',
				fraction: 0.4,
				runId: '',
				seq: 0,
				at: 1000,
			} )
		);
		expect( screen.getByText( /40%/ ) ).toBeInTheDocument();
		await user.click(
			screen.getByRole( 'button', { name: 'Cancel preview' } )
		);
		expect( signal.aborted ).toBe( true );
		expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	} );

	it( 'lists what would be added, changed and removed, each with its reason', async () => {
		const user = await open();
		await finish( {
			providers: [
				{
					providerId: 'gitlab',
					deploymentType: 'static_site',
					baseUrl: 'https://staging.test/',
					environment: {
						id: 'staging',
						name: 'Staging',
						robots: 'noindex',
					},
					plan: {
						uploads: [
							{ path: path( 'b.css' ), reason: 'content' },
							{ path: path( 'a.html' ), reason: 'new' },
						],
						removals: [ path( 'old/index.html' ) ],
						unchanged: 7,
					},
				},
			],
		} );
		expect( await rows() ).toEqual( [
			'Addeda.htmlis not there yet',
			'Changedb.csscontent differs',
			'Removedold/index.htmlis no longer part of the site',
		] );
		expect(
			screen.getByText(
				'1 page added · 1 page removed · 1 other file · 7 unchanged'
			)
		).toBeInTheDocument();
		expect( screen.getByText( 'Staging' ) ).toBeVisible();
		expect( screen.getByText( 'https://staging.test/' ) ).toBeVisible();
		await user.selectOptions( screen.getByLabelText( 'Show' ), 'removed' );
		expect( await rows() ).toHaveLength( 1 );
		await user.selectOptions(
			screen.getByLabelText( 'Show' ),
			'All changes'
		);
		await user.type( screen.getByLabelText( 'Search paths' ), 'B.C' );
		expect( await rows() ).toEqual( [ 'Changedb.csscontent differs' ] );
	} );

	it( 'counts the page for what is not there among the other files, as the result does', async () => {
		await open();
		await finish( {
			providers: [
				{
					providerId: 'gitlab',
					deploymentType: 'static_site',
					plan: {
						uploads: [
							{ path: path( '404.html' ), reason: 'new' },
							{ path: path( 'index.html' ), reason: 'content' },
							{ path: path( 'a/index.html' ), reason: 'content' },
						],
						removals: [],
						unchanged: 0,
					},
				},
			],
		} );
		expect(
			await screen.findByText(
				'2 pages changed · 1 other file · 0 unchanged'
			)
		).toBeInTheDocument();
	} );

	it( 'shows the first 200 findings of a broken site', async () => {
		await open();
		await finish( {
			findings: Array.from( { length: 5000 }, ( _, index ) => ( {
				severity: 'warning' as const,
				code: 'x',
				message: `Finding ${ index }`,
			} ) ),
		} );
		expect( await screen.findByText( '5,000 findings' ) ).toBeVisible();
		expect( screen.getAllByText( /^Finding \d+$/ ) ).toHaveLength( 200 );
		expect( screen.getByText( 'and 4,800 more' ) ).toBeInTheDocument();
	} );

	it( 'shows a hundred files at a time', async () => {
		const user = await open();
		await finish( {
			providers: [
				{
					providerId: 'gitlab',
					deploymentType: 'static_site',
					plan: {
						uploads: uploads( 101 ),
						removals: [],
						unchanged: 0,
					},
				},
			],
		} );
		expect( await rows() ).toHaveLength( 100 );
		await user.click( screen.getByRole( 'button', { name: 'Next' } ) );
		expect( await rows() ).toEqual( [
			'Addedpage-100.htmlis not there yet',
		] );
	} );

	it( 'draws no more than that of 20,000, and finds one among them', async () => {
		const user = await open();
		await finish( {
			providers: [
				{
					providerId: 'gitlab',
					deploymentType: 'static_site',
					plan: {
						uploads: uploads( 20_000 ),
						removals: [],
						unchanged: 0,
					},
				},
			],
		} );
		expect( await rows() ).toHaveLength( 100 );
		await user.type( screen.getByLabelText( 'Search paths' ), '19999' );
		expect( await rows() ).toEqual( [
			'Addedpage-19999.htmlis not there yet',
		] );
	} );

	it( 'says when nothing changed, and what stops a provider', async () => {
		await open();
		await finish( {
			providers: [
				{
					providerId: 'one',
					deploymentType: 'static_site',
					plan: { uploads: [], removals: [], unchanged: 3 },
				},
				{
					providerId: 'two',
					deploymentType: 'static_site',
					error: { code: 'auth_failed', message: 'No.' },
				},
			],
			findings: [
				{ severity: 'warning', code: 'x', message: 'A small page.' },
			],
		} );
		expect(
			( await screen.findAllByText( /^Nothing changed/ ) )[ 0 ]
		).toBeInTheDocument();
		expect(
			screen.getByText( 'The sign-in was refused' )
		).toBeInTheDocument();
		expect( screen.getByText( 'A small page.' ) ).toBeInTheDocument();
	} );

	it( 'says why there is none', async () => {
		await open();
		await act( async () =>
			fail( new AetherError( 'network_failed', 'Cut.' ) )
		);
		expect( screen.getByText( 'No connection' ) ).toBeInTheDocument();
		expect( screen.getByRole( 'status' ) ).toHaveTextContent(
			'The preview failed.'
		);
		expect( screen.queryByText( 'The preview is ready.' ) ).toBeNull();
	} );
} );
