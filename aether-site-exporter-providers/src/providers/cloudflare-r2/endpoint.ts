import type { ConfigValue } from '@aether/provider-sdk';

/** In which R2 keeps a bucket, beside none at all; each is a label of the host name. */
const JURISDICTIONS: readonly unknown[] = [
	'eu',
	'us',
	'fedramp',
	'fedramp-high',
];

/**
 * The S3 endpoint of an account.
 *
 * @param accountId
 * @param jurisdiction What is stored in `jurisdiction`.
 */
export function r2Endpoint(
	accountId: string,
	jurisdiction: ConfigValue | undefined
): string {
	const label = JURISDICTIONS.includes( jurisdiction )
		? `.${ String( jurisdiction ) }`
		: '';
	return `https://${ accountId }${ label }.r2.cloudflarestorage.com`;
}
