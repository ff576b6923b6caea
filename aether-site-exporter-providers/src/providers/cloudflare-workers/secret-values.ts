import {
	AetherError,
	errorFromRestResponse,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { SECRET_VALUES_FIELD } from './fields';
import { TAG_VARIABLE } from './release-tag';
import type { WorkerSettings } from './settings';

/** The variable that says which values a version was uploaded with. */
export const VALUES_VARIABLE = 'AETHER_SECRETS';

/** What the Worker has from us, beside its modules. */
const OWN_NAMES = [ 'SITE', 'PREFIX', TAG_VARIABLE, VALUES_VARIABLE ];

/** The values of secrets that are stored here, as far as anybody but the site may know them. */
export interface SecretValues {
	readonly names: readonly string[];
	/** Other for other values; it says nothing of them. */
	readonly revision: string;
	/** Whether the relay sends them for this person. */
	readonly maySend: boolean;
}

/**
 * @param  runtime
 * @param  settings
 * @param  options
 * @param  options.signal
 * @return Null where none are stored, or none are wanted.
 * @throws {AetherError}
 */
export async function readSecretValues(
	runtime: ProviderRuntime,
	settings: WorkerSettings,
	{ signal }: OperationOptions
): Promise< SecretValues | null > {
	if ( settings.source === 'edge-worker' ) {
		return null;
	}
	const response = await runtime.rest(
		`aether/v1/relay/${ encodeURIComponent( runtime.providerId ) }`,
		{ signal }
	);
	if ( ! response.ok ) {
		throw await errorFromRestResponse( response );
	}
	const { secretValues: values } = ( await response.json() ) as {
		readonly secretValues?: SecretValues & { readonly field: string };
	};
	if ( values?.field !== SECRET_VALUES_FIELD ) {
		return null;
	}
	checkNames( values.names, settings );
	return values;
}

/**
 * Of two things with one name, the Worker would have one.
 *
 * @param names
 * @param settings
 * @param settings.variables
 */
function checkNames(
	names: readonly string[],
	{ variables }: WorkerSettings
): void {
	const twice = names.find(
		( name ) => variables.has( name ) || OWN_NAMES.includes( name )
	);
	if ( twice !== undefined ) {
		throw new AetherError(
			'config_invalid',
			sprintf(
				/* translators: %s: name of a secret. */
				__(
					'The secret %s has the name of something else that the Worker is given. Choose another name.',
					'aether-site-exporter-providers'
				),
				twice
			),
			{ details: { field: SECRET_VALUES_FIELD } }
		);
	}
}
