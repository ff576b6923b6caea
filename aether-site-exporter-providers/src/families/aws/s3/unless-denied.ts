import { AetherError } from '@aether/provider-sdk';

/**
 * What a request gives; null for a key that has no right to it.
 *
 * @param signal  Of the request: what ends because it was aborted is no refusal.
 * @param request
 */
export async function unlessDenied< Result >(
	signal: AbortSignal,
	request: () => Promise< Result >
): Promise< Result | null > {
	try {
		return await request();
	} catch ( error ) {
		signal.throwIfAborted();
		if (
			AetherError.isInstance( error ) &&
			error.code === 'permission_denied'
		) {
			return null;
		}
		throw error;
	}
}
