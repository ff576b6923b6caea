import { addAction } from '@wordpress/hooks';
import { applyContainedCallback, applyContainedFilter } from './hooks';
import type { ProviderClass } from './provider-class';

export const REGISTRATION_FILTER = 'aether.provider.register';

/**
 * What the filter makes of a class. The result may be anything: the registry checks it again.
 *
 * @param providerClass
 * @param id
 */
export function filterProviderClass(
	providerClass: ProviderClass,
	id: string
): unknown {
	return applyContainedFilter(
		REGISTRATION_FILTER,
		providerClass as unknown,
		acceptsAnything,
		id
	);
}

/** A callback that was added after classes had been registered. */
export interface LateRegistrationFilter {
	/** Of the plugin that added it. */
	readonly namespace: string;
	readonly apply: ( providerClass: ProviderClass, id: string ) => unknown;
}

/**
 * Scripts load in any order, so a filter may come after the registration that it is about.
 *
 * @param onFilter Called for every callback that is added from now on.
 */
export function watchLateRegistrationFilters(
	onFilter: ( filter: LateRegistrationFilter ) => void
): void {
	addAction(
		'hookAdded',
		'aether/provider-registry',
		( name: unknown, namespace: unknown, callback: unknown ) => {
			if (
				name !== REGISTRATION_FILTER ||
				typeof callback !== 'function'
			) {
				return;
			}
			onFilter( {
				namespace: String( namespace ),
				apply: ( providerClass, id ) =>
					applyContainedCallback(
						`A callback of the filter ${ REGISTRATION_FILTER } from ${ namespace }`,
						callback as ( value: unknown ) => unknown,
						providerClass as unknown,
						acceptsAnything,
						[ id ]
					),
			} );
		}
	);
}

// eslint-disable-next-line @typescript-eslint/no-unused-vars -- A predicate uses its parameter as a type.
const acceptsAnything = ( value: unknown ): value is unknown => true;
