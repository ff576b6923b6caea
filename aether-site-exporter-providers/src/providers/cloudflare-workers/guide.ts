import { __ } from '@wordpress/i18n';

/** What Workers asks for, and the rights that its token needs. */
export const cloudflareWorkersGuide = (): readonly string[] => [
	__(
		'At Cloudflare, open Workers & Pages once, so that the account has a name below workers.dev. The account ID stands on the same page.',
		'aether-site-exporter-providers'
	),
	__(
		'Under My Profile → API Tokens, create a custom token with the permission “Account: Workers Scripts: Edit”.',
		'aether-site-exporter-providers'
	),
	__(
		'For a domain of your own, add “Zone: Workers Routes: Edit” and “Zone: Zone: Read”, limited to the zone of the domain.',
		'aether-site-exporter-providers'
	),
	__(
		'Enter the account ID, the token, and the R2 bucket that Cloudflare R2 publishes the site into.',
		'aether-site-exporter-providers'
	),
];
