export { type RelayOptions, sendByRelay } from './relay-client';
export { createRelayFetch, type RelayFetchOptions } from './relay-fetch';
export {
	mentionsSecret,
	revealSecrets,
	SECRET_BODY_HEADER,
	secretPlaceholder,
	secretsIn,
} from './secret-placeholder';
export { requestSigningKey } from './signing-key';
