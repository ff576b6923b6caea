import type { ProviderConfig } from '@aether/provider-sdk';
import { readPrefix } from '../../families/aws/place';

/**
 * How the provider that fills a bucket and the one that serves it tell that they mean the same site. The account is left
 * out, because an endpoint of one's own does not name it.
 *
 * @param config             Of either.
 * @param config.bucket_name
 * @param config.prefix
 * @return Null without a bucket.
 */
export const r2ContentPlace = ( {
	bucket_name: bucket,
	prefix,
}: ProviderConfig ): string | null =>
	typeof bucket === 'string' && bucket !== ''
		? `r2:${ bucket }/${ readPrefix( prefix ) }`
		: null;
