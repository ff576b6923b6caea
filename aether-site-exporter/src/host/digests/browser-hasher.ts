import { webCryptoHasher } from '@aether/provider-sdk';
import type { Hasher } from '@aether/publish-engine';
import { md5 } from './md5';
import { sha1 } from './sha1';
import { sha256 } from './sha256';

const PORTABLE = { sha256, sha1, md5 };

/**
 * Web Crypto where the page has it. A wp-admin that is not served over https has none, and MD5 is nowhere in it; both
 * are computed here.
 */
export const browserHasher: Hasher = {
	async digest( algorithm, body ) {
		const hasWebCrypto = globalThis.crypto?.subtle !== undefined;
		return hasWebCrypto && algorithm !== 'md5'
			? webCryptoHasher.digest( algorithm, body )
			: PORTABLE[ algorithm ]( body );
	},
};
