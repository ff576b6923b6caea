import type { CredentialKind, FindingValues } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { describeError } from '../../error-messages';
import { saying } from './kind';

/**
 * How an address failed: what it answered, or why nothing came.
 *
 * @param values
 * @param values.status
 * @param values.error  Code.
 */
export function sayFailure( { status, error }: FindingValues ): string | null {
	if ( status !== undefined ) {
		return sprintf(
			/* translators: %s: an HTTP status such as 404. */
			__( 'The site answered %s.', 'aether-site-exporter' ),
			String( status )
		);
	}
	return error === undefined
		? null
		: describeError( String( error ) ).explanation;
}

export const sayRedirect = saying( [ 'target' ], ( { target } ) =>
	sprintf(
		/* translators: %s: an address. */
		__( 'The address redirects to %s.', 'aether-site-exporter' ),
		String( target )
	)
);

export const sayEnvironment = saying( [ 'environment' ], ( { environment } ) =>
	sprintf(
		/* translators: %s: name of an environment. */
		__( 'The environment: %s', 'aether-site-exporter' ),
		String( environment )
	)
);

export const sayPath = saying( [ 'path' ], ( { path } ) =>
	sprintf(
		/* translators: %s: path of a file. */
		__( 'It is published as %s.', 'aether-site-exporter' ),
		String( path )
	)
);

export const sayWantedPath = saying(
	[ 'wanted', 'path' ],
	( { wanted, path } ) =>
		sprintf(
			/* translators: 1: path of a file. 2: path of the file that takes its place. */
			__(
				'Instead of %1$s it is published as %2$s.',
				'aether-site-exporter'
			),
			String( wanted ),
			String( path )
		)
);

const CREDENTIALS: Readonly< Record< CredentialKind, () => string > > = {
	aws_access_key: () =>
		__( 'It looks like an AWS access key.', 'aether-site-exporter' ),
	gitlab_token: () =>
		__( 'It looks like a GitLab token.', 'aether-site-exporter' ),
	github_token: () =>
		__( 'It looks like a GitHub token.', 'aether-site-exporter' ),
	stripe_key: () =>
		__( 'It looks like a Stripe secret key.', 'aether-site-exporter' ),
	slack_token: () =>
		__( 'It looks like a Slack token.', 'aether-site-exporter' ),
	private_key: () =>
		__( 'It looks like a private key.', 'aether-site-exporter' ),
};

export const sayCredential = saying( [ 'credential' ], ( { credential } ) =>
	CREDENTIALS[ credential as CredentialKind ]()
);

/**
 * What a plugin did to the workflow.
 *
 * @param values
 * @param values.phase From 0.
 * @param values.entry From 0.
 * @param values.error In the words of the plugin.
 */
export function sayWorkflowMistake( {
	phase,
	entry,
	error,
}: FindingValues ): string {
	if ( error !== undefined ) {
		return sprintf(
			/* translators: %s: message of an error. */
			__( 'It ended with an error: %s', 'aether-site-exporter' ),
			String( error )
		);
	}
	if ( entry !== undefined ) {
		return sprintf(
			/* translators: 1: number of an entry, from 0. 2: number of a phase, from 0. */
			__(
				'Entry %1$s of phase %2$s is not [ stepId, weight ] with a weight of 0 or more.',
				'aether-site-exporter'
			),
			String( entry ),
			String( phase )
		);
	}
	return phase === undefined
		? __( 'A workflow is an array of phases.', 'aether-site-exporter' )
		: sprintf(
				/* translators: %s: number of a phase, from 0. */
				__(
					'Phase %s is not an array of [ stepId, weight ] tuples.',
					'aether-site-exporter'
				),
				String( phase )
			);
}
