import { __ } from '@wordpress/i18n';

/** What R2 asks for, and the rights that its token needs. */
export const cloudflareR2Guide = (): readonly string[] => [
	__(
		'At Cloudflare, open R2 Object Storage and create a bucket. A jurisdiction is chosen there and then; choose the same one here.',
		'aether-site-exporter-providers'
	),
	__(
		'Under Manage R2 API Tokens, create a token with the permission “Object Read & Write”, limited to this bucket.',
		'aether-site-exporter-providers'
	),
	__(
		'Enter the access key ID and the secret access key that Cloudflare shows once, and the account ID, which stands on the overview page of R2.',
		'aether-site-exporter-providers'
	),
	__(
		'Test the connection. “Allow this site” needs a token with “Admin Read & Write”; with the smaller one, files travel through WordPress, or you add the CORS rule in the settings of the bucket.',
		'aether-site-exporter-providers'
	),
	__(
		'For visitors, connect a domain to the bucket for the layout “One object per page”, or let Cloudflare Workers serve its releases.',
		'aether-site-exporter-providers'
	),
];
