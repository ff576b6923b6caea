import { useSyncExternalStore } from '@wordpress/element';
import { ProviderRegistry } from '../provider-registry';
import type { Provider } from '../types';

/**
 * The provider of an id, kept current while plugins register and unregister.
 *
 * It throws what the provider's constructor throws: put an error boundary around what shows one provider, so that the
 * others stay.
 *
 * @param id
 * @return Null while nobody has registered it.
 */
export function useProvider( id: string ): Provider | null {
	const registry = ProviderRegistry.getInstance();
	const read = () => registry.get( id );
	return useSyncExternalStore( subscribe, read, read );
}

/**
 * Stable, so that React does not subscribe anew with every render.
 *
 * @param listener
 */
export const subscribe = ( listener: () => void ): ( () => void ) =>
	ProviderRegistry.getInstance().subscribe( listener );
