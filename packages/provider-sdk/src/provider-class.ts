import type { Provider, ProviderConfig } from './types';

/** Marks classes that extend an `AbstractProvider`, whichever copy of the SDK it came from. */
export const PROVIDER_BRAND = Symbol.for( 'aether.provider' );

/** Where the registry tells an instance who it is. */
export const PROVIDER_REGISTRATION = Symbol.for(
	'aether.provider.registration'
);

/** What an instance knows of its place in the registry. */
export interface ProviderRegistration {
	/** As in `registry.get( id )`: `cloudflare-r2`, or `cloudflare-r2:eu` for one of several instances. */
	readonly id: string;
	/** Null while nothing is stored. */
	readonly storedConfig: () => ProviderConfig | null;
}

/** A class that `ProviderRegistry` accepts: it extends `AbstractProvider`, and its constructor needs nothing. */
export type ProviderClass = ( new () => Provider< never > ) & {
	readonly [ PROVIDER_BRAND ]: true;
};

/**
 * True for a class that extends `AbstractProvider`; false for `AbstractProvider` itself, for instances and for classes
 * that merely look alike.
 * @param value
 */
export function isProviderClass( value: unknown ): value is ProviderClass {
	return (
		typeof value === 'function' &&
		( value as Partial< ProviderClass > )[ PROVIDER_BRAND ] === true &&
		! Object.hasOwn( value, PROVIDER_BRAND )
	);
}
