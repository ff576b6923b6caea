import { MemoryTarget } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemoryRecords, MemorySite } from '../../testing';
import type { PublishEvent } from '../events';
import { publishSite, type PublishSiteOptions } from '../publish-site';
import { fromPlugins } from './plugin-findings';

const ERROR = {
	severity: 'error',
	code: 'legal_page_missing',
	message: 'The imprint is missing.',
	url: 'https://site.test/',
	action: 'Write it.',
} as const;

/**
 * A site of one page, whose plugins say something in PHP.
 * @param said
 * @param options
 */
async function publish(
	said: readonly unknown[],
	options: Partial< PublishSiteOptions > = {}
) {
	const site = Object.assign(
		new MemorySite( {
			'/': { body: '<p>Home</p>', listedAs: 'home' },
		} ),
		{ listFindings: async () => said }
	);
	const target = new MemoryTarget();
	const events: PublishEvent[] = [];
	const { status, error } = await publishSite( {
		services: createTestServices( {
			site,
			targets: { there: () => target },
		} ),
		records: new MemoryRecords(),
		...options,
		onEvent: ( event ) => events.push( event ),
	} );
	return {
		status,
		error,
		findings: events.flatMap( ( event ) =>
			event.type === 'finding' ? [ event.finding ] : []
		),
		published: [ ...target.backend.read().keys() ],
	};
}

describe( 'What a plugin says in PHP', () => {
	it( 'stops a publish before any target is touched when it is an error', async () => {
		expect( await publish( [ ERROR ] ) ).toMatchObject( {
			status: 'failed',
			error: {
				code: 'build_rejected',
				message:
					'Step failed: https://site.test/: The imprint is missing.',
			},
			findings: [ ERROR ],
			published: [],
		} );
	} );

	it( 'lets a publish pass when it is a warning, or a person accepts it', async () => {
		const warning = { ...ERROR, severity: 'warning' };
		expect( await publish( [ warning ] ) ).toMatchObject( {
			status: 'success',
			findings: [ warning ],
			published: [ 'index.html' ],
		} );
		expect(
			await publish( [ ERROR ], { acceptFindings: [ ERROR.code ] } )
		).toMatchObject( {
			status: 'success',
			findings: [ { ...ERROR, accepted: true } ],
			published: [ 'index.html' ],
		} );
	} );

	it.each( [
		[ 'no list', 'stop' ],
		[ 'nothing', [ null ] ],
		[ 'a text', [ 'stop' ] ],
		[ 'another severity', [ { ...ERROR, severity: 'fatal' } ] ],
		[ 'no code', [ { ...ERROR, code: 'Legal page!' } ] ],
		[ 'no message', [ { ...ERROR, message: ' ' } ] ],
	] )( 'is an error when it cannot be read: %s', ( _, said ) => {
		expect( fromPlugins( said ) ).toEqual( [
			expect.objectContaining( {
				severity: 'error',
				code: 'plugin_finding_unreadable',
			} ),
		] );
	} );

	it( 'brings no address that is not of the web, and no text without an end', () => {
		const [ finding ] = fromPlugins( [
			{
				...ERROR,
				message: 'm'.repeat( 501 ),
				url: 'javascript:alert(1)',
				action: 'a'.repeat( 501 ),
				accepted: true,
			},
		] );
		expect( finding ).toEqual( {
			severity: 'error',
			code: ERROR.code,
			fromPlugin: true,
			message: 'm'.repeat( 500 ),
			action: 'a'.repeat( 500 ),
		} );
	} );
} );
