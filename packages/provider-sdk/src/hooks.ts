import { applyFilters, filters } from '@wordpress/hooks';
import { logError } from './log';
import type { ProviderClass } from './provider-class';
import type { ConfigField, Provider } from './types';
import type { PublishWorkflow } from './workflow-steps';

/**
 * The filters of the page's shared `@wordpress/hooks` instance, with the signature of a callback.
 *
 * ```js
 * import { addFilter } from '@wordpress/hooks';
 * addFilter( 'aether.provider.config_fields', 'my-plugin/region', ( fields, id ) =>
 *     id === 'cloudflare-r2' ? [ ...fields, regionField ] : fields
 * );
 * ```
 */
export interface AetherFilters {
	/** Before a provider is registered. A falsy result refuses it. */
	'aether.provider.register': (
		providerClass: ProviderClass,
		id: string
	) => ProviderClass | false | null | undefined;
	/** The whole settings form of one provider, deployment types included. */
	'aether.provider.config_fields': (
		fields: ConfigField[],
		id: string,
		provider: Provider
	) => ConfigField[];
	/** The phases of a publish: `[ ...workflow, [ [ 'myCustomStep', 10 ] ] ]` appends one. */
	'aether.publish.workflow.steps': (
		workflow: PublishWorkflow
	) => PublishWorkflow;
}

export type AetherFilterName = keyof AetherFilters;

type FilterArguments< Name extends AetherFilterName > =
	Parameters< AetherFilters[ Name ] > extends [ unknown, ...infer Rest ]
		? Rest
		: never;

/**
 * Applies a filter so that no callback can break its neighbours: one that throws, or whose result `accepts` refuses, is
 * logged with its namespace and passed over.
 *
 * Normally the callbacks run once, through `applyFilters`. Only when that fails do they run one by one, each on a
 * fresh copy, to find the one to leave out.
 * @param name
 * @param value   Arrays are copied, so that a callback may push onto what it is given.
 * @param accepts
 * @param args
 */
export function applyContainedFilter< Name extends AetherFilterName, T >(
	name: Name,
	value: T,
	accepts: ( result: unknown ) => result is T,
	...args: FilterArguments< Name >
): T {
	try {
		const result = applyFilters( name, copy( value ), ...args );
		if ( accepts( result ) ) {
			return result;
		}
	} catch {
		// The loop below finds out who threw, and says so.
	}
	let current = value;
	for ( const { namespace, callback } of [
		...( filters[ name ]?.handlers ?? [] ),
	] ) {
		current = applyContainedCallback(
			`A callback of the filter ${ name } from ${ namespace }`,
			callback,
			current,
			accepts,
			args
		);
	}
	return current;
}

/**
 * Runs one callback on a value; what it must not do leaves the value as it was.
 * @param description Opens the sentence of the log entry.
 * @param callback
 * @param value
 * @param accepts
 * @param args
 */
export function applyContainedCallback< T >(
	description: string,
	callback: ( value: T, ...args: readonly unknown[] ) => unknown,
	value: T,
	accepts: ( result: unknown ) => result is T,
	args: readonly unknown[]
): T {
	try {
		const result = callback( copy( value ), ...args );
		if ( accepts( result ) ) {
			return result;
		}
		logError(
			`${ description } returned a value of a wrong kind and is ignored.`,
			result
		);
	} catch ( error ) {
		logError( `${ description } threw and is ignored.`, error );
	}
	return value;
}

const copy = < T >( value: T ): T =>
	Array.isArray( value ) ? ( [ ...value ] as T ) : value;
