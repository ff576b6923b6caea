import {
	AetherError,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { DEFAULT_BRANCH, readText } from '../../families/git/fields';
import { type GitLabApi, openGitLab, projectOf } from './gitlab-api';
import { GitLabRepository } from './gitlab-repository';
import { DEVELOPER, EXPIRY_WARNING_MS, MAINTAINER } from './limits';

/** What the test of a connection found. */
export interface ConnectionReport {
	/** GitLab's number for the role; null when GitLab does not tell. */
	readonly accessLevel: number | null;
	readonly branchExists: boolean;
	/** What a person should know though publishing works. */
	readonly warnings: readonly string[];
	/** The day on which the access token ends; absent when it does not. */
	readonly endsAt?: string;
}

/**
 * Asks for everything that a publish needs before the first byte is sent.
 *
 * @param  runtime
 * @param  options
 * @throws {AetherError} Says which scope, role or right is missing.
 */
export async function checkConnection(
	runtime: ProviderRuntime,
	options: OperationOptions
): Promise< ConnectionReport > {
	const api = await openGitLab( runtime, options );
	const endsAt = await checkToken( api );
	const warnings = warnOfEnd( endsAt, runtime.clock.now() );
	const accessLevel = await readAccessLevel( api, projectOf( runtime ) );
	if ( accessLevel !== null && accessLevel < DEVELOPER ) {
		throw new AetherError(
			'permission_denied',
			__(
				'The account may read the project but not write: it needs the role Developer.',
				'aether-site-exporter-providers'
			)
		);
	}
	const name = readText( runtime.config.branch, DEFAULT_BRANCH );
	const branch = await new GitLabRepository( runtime ).branch(
		name,
		options
	);
	if ( branch !== null && ! branch.canPush ) {
		if ( runtime.config.merge_request !== true ) {
			throw new AetherError(
				'permission_denied',
				sprintf(
					/* translators: %s: name of a branch. */
					__(
						'The branch "%s" is protected: the account needs the role Maintainer, or its role must be allowed to push. Or let Aether open a merge request.',
						'aether-site-exporter-providers'
					),
					name
				),
				{ details: { branch: name } }
			);
		}
		warnings.push(
			sprintf(
				/* translators: %s: name of a branch. */
				__(
					'The branch "%s" is protected: each publish opens a merge request, and goes public when somebody merges it.',
					'aether-site-exporter-providers'
				),
				name
			)
		);
	}
	for ( const warning of warnings ) {
		runtime.logger.warn( warning );
	}
	return {
		accessLevel,
		branchExists: branch !== null,
		warnings,
		...( endsAt === null ? {} : { endsAt } ),
	};
}

/**
 * @param  api
 * @param  project
 * @param  report
 * @param  report.accessLevel
 * @return What a person should know though publishing works.
 * @throws {AetherError} When Pages cannot be used.
 */
export async function checkPages(
	api: GitLabApi,
	project: string,
	{ accessLevel }: Pick< ConnectionReport, 'accessLevel' >
): Promise< readonly string[] > {
	try {
		await api.pages.showSettings( project );
		return [];
	} catch ( error ) {
		if ( ! AetherError.isInstance( error ) ) {
			throw error;
		}
		if ( error.code === 'not_found' ) {
			throw new AetherError(
				'config_invalid',
				__(
					'GitLab Pages is off for this project: switch it on under Settings → General → Visibility.',
					'aether-site-exporter-providers'
				),
				{ cause: error }
			);
		}
		const mayNotLook =
			error.code === 'permission_denied' &&
			( accessLevel ?? MAINTAINER ) < MAINTAINER;
		// A developer publishes all the same; only the address is hidden.
		if ( ! mayNotLook ) {
			throw error;
		}
		return [
			__(
				'GitLab shows the address of the Pages site to the role Maintainer only: it must be entered here.',
				'aether-site-exporter-providers'
			),
		];
	}
}

/**
 * @param  root0
 * @param  root0.tokens
 * @return The day on which it ends, as GitLab says it; null when it does not.
 * @throws {AetherError} When the token cannot publish.
 */
async function checkToken( { tokens }: GitLabApi ): Promise< string | null > {
	const token = await tokens.show();
	if ( token.revoked || ! token.active ) {
		throw new AetherError(
			'auth_failed',
			__(
				'The access token was revoked. Make a new one with the scope "api".',
				'aether-site-exporter-providers'
			),
			{ details: { field: 'personal_access_token' } }
		);
	}
	if ( ! token.scopes?.includes( 'api' ) ) {
		throw new AetherError(
			'permission_denied',
			sprintf(
				/* translators: %s: names of scopes, with commas between them. */
				__(
					'The access token needs the scope "api"; it has %s.',
					'aether-site-exporter-providers'
				),
				token.scopes?.join( ', ' ) ||
					__( 'none', 'aether-site-exporter-providers' )
			),
			{ details: { field: 'personal_access_token' } }
		);
	}
	const ends: unknown = token.expires_at;
	return typeof ends === 'string' ? ends : null;
}

const warnOfEnd = ( endsAt: string | null, now: number ): string[] =>
	endsAt !== null && Date.parse( endsAt ) - now < EXPIRY_WARNING_MS
		? [
				sprintf(
					/* translators: %s: a day, such as 2026-11-30. */
					__(
						'The GitLab access token ends on %s. Make a new one before that.',
						'aether-site-exporter-providers'
					),
					endsAt
				),
			]
		: [];

async function readAccessLevel(
	{ projects }: GitLabApi,
	path: string
): Promise< number | null > {
	const { permissions } = ( await projects.show( path ) ) as {
		permissions?: Partial<
			Record<
				'project_access' | 'group_access',
				{ access_level?: number } | null
			>
		>;
	};
	const levels = [
		permissions?.project_access?.access_level,
		permissions?.group_access?.access_level,
	].filter( ( level ) => level !== undefined );
	return levels.length === 0 ? null : Math.max( ...levels );
}
