import type { ConfigValue } from '@aether/provider-sdk';

/** Jurisdictions in which R2 keeps a bucket, and what each adds to the host name. */
export const JURISDICTIONS = [ 'default', 'eu', 'fedramp' ] as const;

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
	const label =
		jurisdiction === 'eu' || jurisdiction === 'fedramp'
			? `.${ jurisdiction }`
			: '';
	return `https://${ accountId }${ label }.r2.cloudflarestorage.com`;
}
