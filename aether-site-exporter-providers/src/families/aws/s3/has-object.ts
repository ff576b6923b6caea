import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from './object-store';

/**
 * Whether a key is taken, by a listing: browsers write each 404 into the console as an error, and before a first publish
 * there is nothing wrong. True, too, for a key that may list nothing: asking for the object tells then.
 *
 * @param store
 * @param key
 * @param options
 */
export async function hasObject(
	store: Pick< ObjectStore, 'list' >,
	key: string,
	options: OperationOptions
): Promise< boolean > {
	try {
		// The first key with this prefix, because listings come in the order of keys.
		for await ( const found of store.list( key, options ) ) {
			return found.key === key;
		}
		return false;
	} catch ( error ) {
		options.signal.throwIfAborted();
		if (
			AetherError.isInstance( error ) &&
			error.code === 'permission_denied'
		) {
			return true;
		}
		throw error;
	}
}
