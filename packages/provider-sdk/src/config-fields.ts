import { buildField } from './config-field-builder';
import { applyContainedFilter } from './hooks';
import { logError } from './log';
import type { ConfigField, Provider } from './types';
import type { ConfigFieldLike } from './config-field-builder';

/**
 * Puts a provider's form together: builds what is not built yet, lets a later field replace an earlier one of the same
 * id in its place (so that a class can refine what it inherits), then applies `aether.provider.config_fields`.
 *
 * A field that cannot be built is logged and left out; the rest of the form stays usable.
 * @param fields
 * @param provider
 */
export function composeConfigFields(
	fields: readonly ConfigFieldLike[],
	provider: Provider< never >
): readonly ConfigField[] {
	const filtered = applyContainedFilter(
		'aether.provider.config_fields',
		normalise( fields, provider.id ),
		Array.isArray as ( value: unknown ) => value is ConfigField[],
		provider.id,
		provider as Provider
	);
	return normalise( filtered, provider.id );
}

function normalise(
	fields: readonly ConfigFieldLike[],
	providerId: string
): ConfigField[] {
	const byId = new Map< string, ConfigField >();
	for ( const field of fields ) {
		const built = buildOrLog( field, providerId );
		if ( built !== null ) {
			byId.set( built.id, built );
		}
	}
	return [ ...byId.values() ];
}

function buildOrLog(
	field: ConfigFieldLike,
	providerId: string
): ConfigField | null {
	try {
		const built = buildField( field );
		if ( typeof built.id === 'string' && typeof built.type === 'string' ) {
			return built;
		}
		logError(
			`The provider "${ providerId }" has a field without id or type; it is left out.`
		);
	} catch ( error ) {
		logError(
			`A field of the provider "${ providerId }" cannot be built and is left out.`,
			error
		);
	}
	return null;
}
