import { AetherError } from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { SECRET_VALUES_FIELD } from './fields';
import { printTag, type ReleaseTag } from './release-tag';
import type { WorkerState } from './script';
import type { SecretValues } from './secret-values';
import type { WorkerSettings } from './settings';

/**
 * Rejects a Worker of somebody else, unless a person said that it may be replaced.
 *
 * @param state               Null while there is none.
 * @param settings
 * @param settings.scriptName
 * @param settings.takeOver
 */
export function demandOurs(
	state: WorkerState | null,
	{ scriptName, takeOver }: WorkerSettings
): void {
	const isOurs =
		state === null || state.versions.some( ( { tag } ) => tag !== null );
	if ( ! isOurs && takeOver !== scriptName ) {
		throw new AetherError(
			'conflict',
			sprintf(
				/* translators: %s: name of a Worker. */
				__(
					'The account has a Worker “%s” that was not deployed from here. Choose another name; or, to replace it, enter its name under “Take over from” and publish again.',
					'aether-site-exporter-providers'
				),
				scriptName
			),
			{ details: { worker: scriptName } }
		);
	}
}

/**
 * Rejects a Worker that somebody else deployed since this publish began.
 *
 * @param state
 * @param deploymentId As it was then; null for none.
 */
export function demandUntouched(
	state: WorkerState,
	deploymentId: string | null
): void {
	if ( state.deploymentId !== deploymentId ) {
		throw new AetherError(
			'conflict',
			__(
				'Somebody else deployed this Worker in the meantime; nothing was changed. Publish again.',
				'aether-site-exporter-providers'
			)
		);
	}
}

/**
 * A version of somebody who may not send values keeps those of the version before: they must be the ones of now.
 *
 * @param values
 * @param wanted         Tag of the wanted version.
 * @param state
 * @param readRevisionOf Which values a version was uploaded with.
 */
export async function demandValues(
	values: SecretValues | null,
	wanted: ReleaseTag,
	state: WorkerState | null,
	readRevisionOf: ( versionId: string ) => Promise< string | undefined >
): Promise< void > {
	if ( values === null || values.maySend ) {
		return;
	}
	const [ newest ] = state?.versions ?? [];
	// The tag tells versions with other values apart.
	const isWanted =
		newest?.tag && printTag( newest.tag ) === printTag( wanted );
	if (
		newest === undefined ||
		! (
			isWanted ||
			( await readRevisionOf( newest.id ) ) === values.revision
		)
	) {
		throw new AetherError(
			'permission_denied',
			__(
				'Values of the Worker’s secrets were entered that Cloudflare does not have yet. Somebody who may change these settings has to publish once.',
				'aether-site-exporter-providers'
			),
			{ details: { field: SECRET_VALUES_FIELD } }
		);
	}
}
