import { AetherError, type ConfigIssue } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import type { BucketLayout } from './fields';

/**
 * What is wrong with the address of a site. The Worker answers for a whole host: below a path it would find no page.
 *
 * @param publicUrl
 * @param layout
 */
export function findAddressIssue(
	publicUrl: string | null,
	layout: BucketLayout
): ConfigIssue | null {
	if (
		layout === 'plain' ||
		publicUrl === null ||
		! URL.canParse( publicUrl ) ||
		/^\/*$/.test( new URL( publicUrl ).pathname )
	) {
		return null;
	}
	return {
		field: 'public_url',
		code: 'custom',
		message: __(
			'The Worker serves a whole host, so visitors would find no page below a path. Enter an address without a path, or choose one object per page.',
			'aether-site-exporter-providers'
		),
	};
}

/**
 * @param  publicUrl
 * @param  layout
 * @throws {AetherError} `config_invalid`.
 */
export function demandServedAddress(
	publicUrl: string | null,
	layout: BucketLayout
): void {
	const issue = findAddressIssue( publicUrl, layout );
	if ( issue ) {
		throw new AetherError( 'config_invalid', issue.message, {
			details: { field: issue.field },
		} );
	}
}
