import { __ } from '@wordpress/i18n';

/** What it needs: no account, only a folder. */
export const localFilesystemGuide = (): readonly string[] => [
	__(
		'Tick “Static site” and save. Nothing else is needed: the site is published into a folder below uploads, under an address of this server.',
		'aether-site-exporter'
	),
	__(
		'For an address of its own, let your web server serve another folder, enter that folder and its public address, and give the user of PHP the right to write to it.',
		'aether-site-exporter'
	),
];
