import { __ } from '@wordpress/i18n';
import { sayFailure, sayPath, sayRedirect, sayWantedPath } from './details';
import type { FindingKinds } from './kind';

/** About where links and redirects lead, and where files lie. */
export const ADDRESSES: FindingKinds = {
	asset_missing: () => ( {
		title: __(
			'A page or file needs a file that is not there.',
			'aether-site-exporter'
		),
		action: __(
			'Correct or remove the reference.',
			'aether-site-exporter'
		),
		detail: sayFailure,
	} ),
	link_broken: () => ( {
		title: __(
			'A link leads to a page that is not there.',
			'aether-site-exporter'
		),
		action: __( 'Correct or remove the link.', 'aether-site-exporter' ),
		detail: sayFailure,
	} ),
	target_missing: () => ( {
		title: __(
			'The page refers to an address that is not part of the published site.',
			'aether-site-exporter'
		),
		action: __(
			'Remove the reference, or change the rule that leaves the address out. What only a running WordPress answers works nowhere else.',
			'aether-site-exporter'
		),
	} ),
	redirect_loop: () => ( {
		title: __( 'A redirect never ends at a page.', 'aether-site-exporter' ),
		action: __( 'Correct the redirect.', 'aether-site-exporter' ),
		detail: sayRedirect,
	} ),
	redirect_unpublishable: () => ( {
		title: __(
			'A redirect leads to what only a running WordPress can answer.',
			'aether-site-exporter'
		),
		action: __(
			'Let visitors see the page without logging in, or take it out of the publish.',
			'aether-site-exporter'
		),
		detail: sayRedirect,
	} ),
	not_found_answers_200: () => ( {
		title: __(
			'The site answers 200 for an address that does not exist.',
			'aether-site-exporter'
		),
		action: __(
			'Search engines expect 404; look for the plugin that changes it.',
			'aether-site-exporter'
		),
	} ),
	not_found_redirects: () => ( {
		title: __(
			'The site redirects addresses that do not exist, so the published site has no 404 page.',
			'aether-site-exporter'
		),
		action: __(
			'Switch off the plugin that redirects them, or set an error page at your host.',
			'aether-site-exporter'
		),
	} ),
	origin_left: () => ( {
		title: __(
			'The published file would still name WordPress’ own address.',
			'aether-site-exporter'
		),
		action: __(
			'Look for the address in the page: a plugin may write it in a form that is not recognised. Remove it there, or publish anyway if it may be known.',
			'aether-site-exporter'
		),
	} ),
	preview_link: () => ( {
		title: __( 'The page links to a preview.', 'aether-site-exporter' ),
		action: __(
			'Link to the published page; visitors cannot open previews.',
			'aether-site-exporter'
		),
	} ),
	edit_link: () => ( {
		title: __(
			'The page links to the editor of WordPress.',
			'aether-site-exporter'
		),
		action: __(
			'Remove the link; it shows visitors where WordPress is.',
			'aether-site-exporter'
		),
	} ),
	path_collision: () => ( {
		title: __(
			'Two addresses want the same file.',
			'aether-site-exporter'
		),
		action: __(
			'Links to it were changed. Rename one of the two to keep both addresses.',
			'aether-site-exporter'
		),
		detail: sayWantedPath,
	} ),
	path_is_directory: () => ( {
		title: __(
			'A file has the name of a directory.',
			'aether-site-exporter'
		),
		action: __(
			'Links to it were changed. Rename one of the two to keep both addresses.',
			'aether-site-exporter'
		),
		detail: sayWantedPath,
	} ),
	path_renamed: () => ( {
		title: __(
			'Not every provider can hold a name, so it was changed.',
			'aether-site-exporter'
		),
		action: __(
			'Links to it were changed. Give it another name to keep its address.',
			'aether-site-exporter'
		),
		detail: sayPath,
	} ),
};
