import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import { logText } from './log-text';
import type { ProviderRun, PublishState } from './publish-state';

/** What looks like the value of a credential, whoever wrote it into a message. */
const CREDENTIAL =
	/((?:token|secret|password|passwd|authorization|signature|credential|api[_-]?key|access[_-]?key(?:[_-]?id)?)["']?\s*[=:]\s*["']?)(?:(?:Bearer|Basic)\s+)?[^\s"',;&]+/gi;
const QUERY = /(https?:\/\/[^\s?"']+)\?[^\s"']*/g;
const PERSON_IN_ADDRESS = /(https?:\/\/)[^\s/@"']+@/g;

const clean = ( text: string ): string =>
	text
		.replaceAll( PERSON_IN_ADDRESS, '$1' )
		.replaceAll( QUERY, '$1?…' )
		.replaceAll( CREDENTIAL, '$1…' );

const providerLines = ( run: ProviderRun ): readonly string[] => [
	`${ run.providerId } (${ getDeploymentTypeLabel( run.deploymentType ) }): ${ run.status }`,
	`  sent ${ run.uploaded ?? 0 }, removed ${ run.removed ?? 0 }, unchanged ${
		run.unchanged ?? 0
	}, ${ run.bytes } bytes, ${ run.durationMs ?? 0 } ms`,
	...( run.error ? [ `  ${ run.error.code }: ${ run.error.message }` ] : [] ),
	...( run.receipt?.warnings ?? [] ).map(
		( warning ) => `  warning: ${ warning }`
	),
];

/**
 * A publish as plain text, for whoever is asked for help. It is in English where it is technical, and has no secrets.
 *
 * @param state
 * @param version Of the plugin.
 */
export function createReport( state: PublishState, version: string ): string {
	const error = state.error ?? state.summary?.error;
	return clean(
		[
			`Aether ${ version }`,
			navigator.userAgent,
			`status: ${ state.status }`,
			...( error ? [ `${ error.code }: ${ error.message }` ] : [] ),
			`pages: ${ state.summary?.pageCount ?? 0 }, files: ${
				state.summary?.fileCount ?? 0
			}, sent again: ${ state.retryCount }`,
			'',
			...state.providers.flatMap( providerLines ),
			'',
			...state.findings.map(
				( { severity, code, url, subject, message } ) =>
					`${ severity } ${ code } ${ url ?? '' } ${
						subject ?? ''
					} ${ message }`
			),
			'',
			...state.log.map(
				( entry ) =>
					`${ new Date( entry.at ).toISOString() } ${
						entry.level
					} ${ logText( entry ) }`
			),
		].join( '\n' )
	);
}
