import {
	AbstractProvider,
	AetherError,
	ProviderRegistry,
	type Release,
} from '@aether/provider-sdk';
import type { ProviderSummary } from '@aether/publish-engine';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReleasesApi } from '../releases/releases-api';
import { FakeSite } from '../testing/fake-site';
import type { PublishRecord } from './history-api';
import { HistoryEntry } from './history-entry';

let site: FakeSite;

const RECORD: PublishRecord = {
	id: 'one',
	status: 'success',
	startedAt: '2026-11-21T10:00:00.000Z',
	finishedAt: '2026-11-21T10:00:30.000Z',
	lastSeenAt: '2026-11-21T10:00:30.000Z',
	startedBy: { name: 'Ada' },
	only: null,
	stale: false,
	summary: { status: 'success', pageCount: 1, fileCount: 1, providers: [] },
};

const LINES = [
	{ level: 'info', kind: 'step-start', step: 'renderStaticSite' },
	{
		level: 'warning',
		kind: 'retry',
		providerId: 'gitlab',
		message: 'a.html',
	},
	{
		level: 'error',
		kind: 'error',
		providerId: 'gitlab',
		message: 'auth_failed: No.',
		code: 'auth_failed',
	},
].map( ( line, index ) => ( { at: index, message: '', ...line } ) );

const fileNamed = ( path: string, reason = 'new' ) => ( {
	path,
	reason,
	providerId: 'gitlab',
	deploymentType: 'static_site',
} );

const answer = ( items: readonly object[], change: object = {} ) =>
	Response.json( { items, total: items.length, omitted: 0, ...change } );

function open(
	record: Partial< PublishRecord > = {},
	releasesApi?: ReleasesApi
) {
	render(
		<HistoryEntry
			rest={ site.rest }
			record={ { ...RECORD, ...record } }
			canPublish={ releasesApi !== undefined }
			releasesApi={ releasesApi }
		/>
	);
	return userEvent.setup();
}

const reveal = async ( name: 'Files' | 'Log', record = {} ) => {
	const user = open( record );
	await user.click( screen.getByText( name ) );
	return user;
};

const asked = () =>
	site.requests.filter( ( request ) => /\/(?:log|files)\?/.test( request ) );

const rows = async () =>
	( await screen.findAllByRole( 'row' ) )
		.slice( 1 )
		.map( ( row ) => row.textContent );

beforeEach( () => {
	site = new FakeSite();
} );

describe( 'One publish of the history', () => {
	it( 'asks for log and files only when somebody looks', () => {
		open();
		expect( screen.getByText( '1 page, 1 file.' ) ).toBeVisible();
		expect( asked() ).toEqual( [] );
	} );

	it.each( [
		[ 'interrupted', false, 'It never said how it ended.' ],
		[ 'running', false, 'It still runs.' ],
		[
			'running',
			true,
			'It has gone silent, and never said how it ended. The next publish goes on where it stopped.',
		],
	] as const )(
		'that has no summary, because it is %s (silent: %s), has a log',
		async ( status, stale, text ) => {
			site.journal = () => answer( LINES );
			await reveal( 'Log', { status, stale, summary: null } );
			expect( screen.getByText( text ) ).toBeVisible();
			expect( await screen.findAllByRole( 'listitem' ) ).toHaveLength(
				3
			);
		}
	);

	it( 'shows its log in words, and lets the server filter and page it', async () => {
		site.journal = ( _list, query ) =>
			answer(
				query.get( 'level' ) === 'info' ? LINES : LINES.slice( 1 ),
				{
					total: 201,
					omitted: 1200,
				}
			);
		const user = await reveal( 'Log' );
		const log = await screen.findByRole( 'list', { name: 'Log' } );
		expect(
			within( log )
				.getAllByRole( 'listitem' )
				.map( ( { textContent } ) => textContent )
		).toEqual( [
			expect.stringMatching( /Render the site: begins$|: begins$/ ),
			expect.stringContaining( 'Warning: gitlab: sends again a.html' ),
			expect.stringContaining(
				'Error: gitlab: The sign-in was refused (auth_failed: No.)'
			),
		] );
		expect(
			screen.getByText( '… and 1,200 more, which were not kept.' )
		).toBeVisible();
		await user.click( screen.getByRole( 'button', { name: 'Next' } ) );
		expect( await screen.findByText( '2 of 3' ) ).toBeVisible();
		await user.selectOptions( screen.getByLabelText( 'Show' ), 'warning' );
		expect( await screen.findByText( '1 of 3' ) ).toBeVisible();
		expect( asked() ).toEqual(
			[ 'level=info', 'level=info', 'level=warning' ].map(
				( level, index ) =>
					`GET aether/v1/publishes/one/log?${ level }&per_page=100&page=${ index === 1 ? 2 : 1 }`
			)
		);
	} );

	it( 'shows each file with its reason, and lets the server search', async () => {
		site.journal = ( _list, query ) =>
			query.get( 'search' ) === 'nowhere'
				? answer( [] )
				: answer( [
						fileNamed( 'a.html', 'gone' ),
						fileNamed( 'b.html', 'headers' ),
						fileNamed( 'c.html' ),
					] );
		const user = await reveal( 'Files' );
		expect( await rows() ).toEqual( [
			'Removeda.htmlis no longer part of the sitegitlab Static Site',
			'Changedb.htmltype or caching differsgitlab Static Site',
			'Addedc.htmlis not there yetgitlab Static Site',
		] );
		await user.selectOptions( screen.getByLabelText( 'Show' ), 'removed' );
		await user.type( screen.getByRole( 'searchbox' ), 'nowhere' );
		expect( await screen.findByText( 'Nothing matches.' ) ).toBeVisible();
		expect( asked().at( -1 ) ).toBe(
			'GET aether/v1/publishes/one/files?change=removed&search=nowhere&per_page=100&page=1'
		);
	} );

	it.each( [
		[ 'Log', 'No log of this publish is kept.' ],
		[
			'Files',
			'No file was to be sent or removed, or the list is not kept any more.',
		],
	] as const )( 'says when nothing is kept: %s', async ( name, text ) => {
		await reveal( name );
		expect( await screen.findByText( text ) ).toBeVisible();
	} );

	it.each( [ 'Log', 'Files' ] as const )(
		'says why it cannot be read: %s',
		async ( name ) => {
			site.journal = () => {
				throw new AetherError( 'network_failed', 'Gone.' );
			};
			const user = await reveal( name );
			expect(
				( await screen.findAllByText( /network_failed: Gone\./ ) )
					.length
			).toBeGreaterThan( 0 );
			site.journal = () => answer( [] );
			await user.click(
				await screen.findByRole( 'button', { name: 'Try again' } )
			);
			expect( await screen.findByText( /\bkept\b/ ) ).toBeVisible();
			expect(
				screen.queryByRole( 'button', { name: 'Try again' } )
			).toBeNull();
			expect(
				screen.getByText( /\bkept\b/ ).closest( '[tabindex="-1"]' )
			).toHaveFocus();
		}
	);

	it( 'keeps what it shows until the next page is there', async () => {
		let turn: ( response: Response ) => void = () => {};
		site.journal = ( _list, query ) =>
			query.get( 'page' ) === '1'
				? answer( [ fileNamed( 'first.html' ) ], { total: 101 } )
				: new Promise( ( resolve ) => ( turn = resolve ) );
		const user = await reveal( 'Files' );
		await screen.findByText( 'first.html' );
		await user.click( screen.getByRole( 'button', { name: 'Next' } ) );
		expect( screen.getByText( 'first.html' ) ).toBeVisible();
		turn( answer( [ fileNamed( 'last.html' ) ], { total: 101 } ) );
		expect( await screen.findByText( 'last.html' ) ).toBeVisible();
		expect( screen.queryByText( 'first.html' ) ).toBeNull();
	} );
} );

describe( 'A publish that did not end well', () => {
	const outcome = ( providerId: string, success: boolean ) => ( {
		providerId,
		deploymentType: 'static_site',
		success,
	} );
	const failed = ( providers: readonly ProviderSummary[] ) => ( {
		status: 'failed' as const,
		only: [ 'gitlab', 'bucket' ],
		summary: {
			status: 'failed' as const,
			pageCount: 2,
			fileCount: 3,
			providers,
			error: { code: 'all_providers_failed', message: 'Step failed' },
		},
	} );

	it( 'names the places that have it all the same, and those it was for', () => {
		open(
			failed( [ outcome( 'gitlab', true ), outcome( 'bucket', false ) ] )
		);
		expect(
			screen.getByText(
				'These have the new release: gitlab (Static Site).'
			)
		).toBeVisible();
		expect(
			screen.getByText( 'Only to: gitlab and bucket' )
		).toBeVisible();
		expect( screen.queryByText( /No provider was reached/ ) ).toBeNull();
	} );

	it( 'leads from an error to the field that is to blame, where its provider is still there', () => {
		class Bucket extends AbstractProvider {}
		ProviderRegistry.getInstance().register( 'bucket', Bucket );
		const error = { code: 'config_invalid', message: 'No such bucket.' };
		open(
			failed( [
				{
					...outcome( 'bucket', false ),
					error: { ...error, field: 'bucket_name' },
				},
				{ ...outcome( 'gone', false ), error },
			] )
		);
		expect(
			screen
				.getAllByRole( 'link', { name: /^Go to/ } )
				.map( ( link ) => link.getAttribute( 'href' ) )
		).toEqual( [ '#aether-provider-bucket/bucket_name' ] );
		ProviderRegistry.getInstance().unregister( 'bucket' );
	} );

	it( 'says when no place has it', () => {
		open( failed( [ outcome( 'bucket', false ) ] ) );
		expect(
			screen.getByText( 'No place has the new release.' )
		).toBeVisible();
	} );
} );

it( 'Errors that a person published in spite of have names', () => {
	open( {
		summary: {
			status: 'success',
			pageCount: 1,
			fileCount: 1,
			providers: [],
			overridden: [ 'page_failed', 'found_by_a_plugin' ],
		},
	} );
	const list = screen.getByText( 'Published in spite of:' )
		.nextElementSibling as HTMLElement;
	expect(
		within( list )
			.getAllByRole( 'listitem' )
			.map( ( item ) => item.textContent )
	).toEqual( [ 'A page did not answer as it should.', 'found_by_a_plugin' ] );
} );

describe( 'A release that a publish left', () => {
	const registry = ProviderRegistry.getInstance();
	const RELEASE = {
		id: 'r1',
		createdAt: '2026-11-01T10:00:00Z',
		active: false,
		fileCount: 1,
		previewUrl: 'https://published.test/?aether-preview=r1',
	};
	const reached = {
		summary: {
			status: 'success' as const,
			pageCount: 2,
			fileCount: 3,
			providers: [
				{
					providerId: 'bucket',
					deploymentType: 'static_site',
					success: true,
					receipt: {
						url: 'https://published.test/',
						releaseId: 'r1',
					},
				},
			],
		},
	};
	const keeping = ( releases: readonly Release[] | null ): ReleasesApi => {
		let kept = releases;
		return {
			list: async () => kept,
			activate: async ( _provider, _type, id ) => {
				kept = ( kept ?? [] ).map( ( release ) => ( {
					...release,
					active: release.id === id,
				} ) );
				return { releaseId: id, findings: [] };
			},
		};
	};

	beforeEach( () => {
		registry.register( 'bucket', class extends AbstractProvider {} );
	} );
	afterEach( () => {
		registry.unregister( 'bucket' );
	} );

	it( 'is brought back, and previewed where its host can show it', async () => {
		const user = open( reached, keeping( [ RELEASE ] ) );
		expect(
			await screen.findByRole( 'link', {
				name: /^Preview the release of Nov 1, 2026/,
			} )
		).toHaveAttribute( 'href', RELEASE.previewUrl );
		await user.click(
			screen.getByRole( 'button', {
				name: /^Activate the release of Nov 1, 2026/,
			} )
		);
		expect( await screen.findByText( 'Active' ) ).toBeVisible();
		expect(
			screen.getByText( 'Visitors get this release now.', {
				ignore: '.a11y-speak-region',
			} )
		).toBeVisible();
		expect(
			screen.getByRole( 'group', { name: 'This release' } )
		).toHaveFocus();
	} );

	it( 'is back also where the provider cannot be asked afterwards, and is not taken for gone', async () => {
		const provider = keeping( [ RELEASE ] );
		let isOut = false;
		const user = open( reached, {
			list: async ( ...request ) => {
				if ( isOut ) {
					throw new AetherError( 'network_failed', 'Cut.' );
				}
				return provider.list( ...request );
			},
			activate: async ( ...request ) => {
				isOut = true;
				return provider.activate( ...request );
			},
		} );
		await user.click(
			await screen.findByRole( 'button', { name: /^Activate/ } )
		);
		expect(
			await screen.findByRole( 'button', { name: 'Try again' } )
		).toBeVisible();
		expect(
			screen.getByText( 'Visitors get this release now.', {
				ignore: '.a11y-speak-region',
			} )
		).toBeVisible();
		expect(
			screen.queryByText( /does not keep this release any more/ )
		).toBeNull();
		isOut = false;
		await user.click( screen.getByRole( 'button', { name: 'Try again' } ) );
		expect( await screen.findByText( 'Active' ) ).toBeVisible();
	} );

	it( 'says when it is not kept any more, and nothing where the provider keeps none', async () => {
		open( reached, keeping( [ { ...RELEASE, id: 'r2' } ] ) );
		expect(
			await screen.findByText( /does not keep this release any more/ )
		).toBeVisible();
	} );

	it( 'is not spoken of where the provider keeps none', async () => {
		open( reached, keeping( null ) );
		const group = screen.getByRole( 'group', { name: 'This release' } );
		await screen.findByText( '2 pages, 3 files.' );
		await waitFor( () => expect( group ).toBeEmptyDOMElement() );
	} );

	it( 'is read again when it could not be', async () => {
		let isOut = true;
		const user = open( reached, {
			...keeping( [ RELEASE ] ),
			list: async () => {
				if ( isOut ) {
					throw new AetherError( 'network_failed', 'Cut.' );
				}
				return [ RELEASE ];
			},
		} );
		const again = await screen.findByRole( 'button', {
			name: 'Try again',
		} );
		isOut = false;
		await user.click( again );
		expect(
			await screen.findByRole( 'button', { name: /^Activate/ } )
		).toBeVisible();
		expect(
			screen.getByRole( 'group', { name: 'This release' } )
		).toHaveFocus();
	} );

	it.each( [
		[ 'of a provider that nobody registered', true ],
		[ 'for a person who may only look', false ],
	] )( '%s stays what it is', ( _whose, canPublish ) => {
		if ( canPublish ) {
			registry.unregister( 'bucket' );
		}
		open( reached, canPublish ? keeping( [ RELEASE ] ) : undefined );
		expect(
			screen.queryByRole( 'group', { name: 'This release' } )
		).toBeNull();
	} );
} );
