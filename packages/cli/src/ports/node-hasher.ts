import { createHash } from 'node:crypto';
import type { Hasher } from '@aether/publish-engine';

/** Digests by OpenSSL. Bodies are small enough that a thread of their own would cost more than it saves. */
export const nodeHasher: Hasher = {
	digest: async ( algorithm, body ) =>
		createHash( algorithm ).update( body ).digest( 'hex' ),
};
