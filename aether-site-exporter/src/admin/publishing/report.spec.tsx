import { AetherError } from '@aether/provider-sdk';
import { describe, expect, it } from 'vitest';
import { IDLE, type PublishState } from './publish-state';
import { createReport } from './report';

const failedWith = ( message: string ): PublishState => ( {
	...IDLE,
	status: 'failed',
	error: new AetherError( 'remote_failed', message ),
} );

describe( 'createReport', () => {
	it( 'says what happened, to whom, with which version', () => {
		const report = createReport(
			{
				...failedWith( 'Broken.' ),
				providers: [
					{
						step: 'upload',
						providerId: 'gitlab',
						deploymentType: 'static_site',
						status: 'failed',
						loaded: 1,
						total: 2,
						bytes: 3,
						pace: { startedAt: 0, at: 0 },
						error: new AetherError( 'auth_failed', 'No entry.' ),
					},
				],
				log: [
					{
						at: 0,
						level: 'info',
						kind: 'step-start',
						step: 'renderStaticSite',
						message: '',
					},
				],
			},
			'1.2.3'
		);
		expect( report ).toContain( 'Aether 1.2.3' );
		expect( report ).toContain( 'remote_failed: Broken.' );
		expect( report ).toContain( 'gitlab (Static Site): failed' );
		expect( report ).toContain( 'auth_failed: No entry.' );
		expect( report ).toContain(
			'1970-01-01T00:00:00.000Z info Render the site: begins'
		);
	} );

	it.each( [
		'GET https://host.test/a?X-Amz-Signature=canary failed',
		'https://ada:canary@host.test/ failed',
		'header Authorization: Bearer canary refused',
		'"private_token":"canary"',
		'secret_access_key=canary',
		"api-key = 'canary'",
	] )( 'has no secret of a careless message in it: %s', ( message ) => {
		expect( createReport( failedWith( message ), '1' ) ).not.toContain(
			'canary'
		);
	} );
} );
