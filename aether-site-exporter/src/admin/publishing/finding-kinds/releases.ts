import { __ } from '@wordpress/i18n';
import { sayEnvironment } from './details';
import type { FindingKinds } from './kind';

/** About a release that a person brought back. */
export const RELEASES: FindingKinds = {
	release_open: () => ( {
		title: __(
			'Search engines may find this release: they shall stay away from its environment, but nothing says that it was published so.',
			'aether-site-exporter'
		),
		action: __(
			'Publish again, or activate a release that was published after they were asked to stay away.',
			'aether-site-exporter'
		),
		detail: sayEnvironment,
	} ),
	release_closed: () => ( {
		title: __(
			'This release asks search engines to stay away: it was published for an environment that was not for them.',
			'aether-site-exporter'
		),
		action: __(
			'Publish again, or they will drop the site from their lists.',
			'aether-site-exporter'
		),
		detail: sayEnvironment,
	} ),
	release_elsewhere: () => ( {
		title: __(
			'This release was published for another address; its links, feeds and sitemaps lead there:',
			'aether-site-exporter'
		),
		action: __(
			'Publish again, so that they name the address of today.',
			'aether-site-exporter'
		),
	} ),
};
