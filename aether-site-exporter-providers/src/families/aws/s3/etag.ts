import { AetherError } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

/**
 * The ETag of an answer. An answer without one comes to a page whose origin the bucket's CORS policy allows without
 * exposing that header. A condition that is made from it would be empty, and an empty condition holds for everything: a
 * late publish would overwrite a newer one.
 *
 * @param  etag
 * @throws {AetherError} `config_invalid`.
 */
export function demandEtag( etag: string | undefined ): string {
	if ( etag === undefined || etag === '' ) {
		throw new AetherError(
			'config_invalid',
			__(
				'The bucket hides the header ETag from this page, so nothing could keep one publish from overwriting another. Test the connection and allow this site, or add ETag to the exposed headers in the CORS policy of the bucket.',
				'aether-site-exporter-providers'
			),
			{ details: { isOriginBlocked: true } }
		);
	}
	return etag;
}
