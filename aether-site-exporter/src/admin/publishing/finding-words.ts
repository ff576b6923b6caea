import type { Finding } from '@aether/publish-engine';
import { __ } from '@wordpress/i18n';

/** A finding as a person reads it. */
export interface FindingWords {
	readonly title: string;
	/** What differs from one finding of this kind to the next, in the engine's words. */
	readonly detail?: string;
	/** What to do. */
	readonly action?: string;
}

interface Kind {
	readonly title: string;
	readonly action: string;
	/** The engine's sentence says no more than the title. */
	readonly saysAll?: true;
}

/** By code, see docs/publishing.md. Functions, because translations arrive after this file. */
const KINDS: Readonly< Record< string, () => Kind > > = {
	page_failed: () => ( {
		title: __(
			'A page did not answer as it should.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window. Mend what you see and make the page visible to visitors, or take it out of the publish.',
			'aether-site-exporter'
		),
	} ),
	asset_failed: () => ( {
		title: __(
			'A file did not answer as it should.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window, mend what you see, and publish again.',
			'aether-site-exporter'
		),
	} ),
	asset_missing: () => ( {
		title: __(
			'A page or file needs a file that is not there.',
			'aether-site-exporter'
		),
		action: __(
			'Correct or remove the reference.',
			'aether-site-exporter'
		),
	} ),
	link_broken: () => ( {
		title: __(
			'A link leads to a page that is not there.',
			'aether-site-exporter'
		),
		action: __( 'Correct or remove the link.', 'aether-site-exporter' ),
	} ),
	asset_is_page: () => ( {
		title: __(
			'The site answered with a page where a file was expected.',
			'aether-site-exporter'
		),
		action: __( 'Check that the file exists.', 'aether-site-exporter' ),
		saysAll: true,
	} ),
	integrity_broken: () => ( {
		title: __(
			'The page pins a file by the hash of its bytes, and addresses of the site in that file change: browsers would refuse it.',
			'aether-site-exporter'
		),
		action: __(
			'Remove the integrity of the file from the element or the import map that loads it, or the address from the file.',
			'aether-site-exporter'
		),
		saysAll: true,
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
		saysAll: true,
	} ),
	page_empty: () => ( {
		title: __(
			'The site answered with an empty page.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window; an empty page is usually a PHP error that is not shown.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	page_is_error: () => ( {
		title: __(
			'WordPress’ own error page stands in place of the content.',
			'aether-site-exporter'
		),
		action: __(
			'Wait until the site is up again, then publish once more.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	page_is_login: () => ( {
		title: __(
			'A login page stands in place of the content.',
			'aether-site-exporter'
		),
		action: __(
			'Let visitors see the page without logging in, or take it out of the publish.',
			'aether-site-exporter'
		),
	} ),
	php_error_text: () => ( {
		title: __(
			'The page contains the text of a PHP error.',
			'aether-site-exporter'
		),
		action: __(
			'Correct the error, or switch WP_DEBUG_DISPLAY off.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	page_truncated: () => ( {
		title: __(
			'The page breaks off before its end.',
			'aether-site-exporter'
		),
		action: __(
			'Look into the error log of PHP for this address: time and memory limits end a page like this.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	page_small: () => ( {
		title: __(
			'The page is much smaller than the others.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window and see whether its content is there.',
			'aether-site-exporter'
		),
	} ),
	page_count_fell: () => ( {
		title: __(
			'The site has far fewer pages than at the last publish.',
			'aether-site-exporter'
		),
		action: __(
			'Look for a plugin that was switched off, a changed visibility or a changed rule. If the pages are meant to go, publish anyway.',
			'aether-site-exporter'
		),
	} ),
	redirect_loop: () => ( {
		title: __( 'A redirect never ends at a page.', 'aether-site-exporter' ),
		action: __( 'Correct the redirect.', 'aether-site-exporter' ),
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
		saysAll: true,
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
		saysAll: true,
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
		saysAll: true,
	} ),
	preview_link: () => ( {
		title: __( 'The page links to a preview.', 'aether-site-exporter' ),
		action: __(
			'Link to the published page; visitors cannot open previews.',
			'aether-site-exporter'
		),
		saysAll: true,
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
		saysAll: true,
	} ),
	credential_exposed: () => ( {
		title: __(
			'Something that looks like a secret key or token can be read by everybody.',
			'aether-site-exporter'
		),
		action: __(
			'Revoke the key where it was made, then remove it from where it stands. Keep keys in wp-config.php or in the environment.',
			'aether-site-exporter'
		),
	} ),
	private_file: () => ( {
		title: __(
			'This kind of file must never be public.',
			'aether-site-exporter'
		),
		action: __(
			'Delete it from the server, or move it out of the reach of visitors, and remove the link to it. Anybody can load it from WordPress now.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	plain_permalinks: () => ( {
		title: __(
			'WordPress uses plain permalinks (?p=123), so pages are published under made-up paths such as /query-p-123-…/.',
			'aether-site-exporter'
		),
		action: __(
			'Choose another structure under Settings → Permalinks and publish again. Links inside the site work either way; links from elsewhere to ?p=123 lead to the front page.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	robots_out_of_reach: () => ( {
		title: __(
			'Search engines will not look for the robots.txt of an environment where it would lie.',
			'aether-site-exporter'
		),
		action: __(
			'Give the environment a base URL at the root of a host, let the host answer with “X-Robots-Tag: noindex”, or ask visitors for a password.',
			'aether-site-exporter'
		),
	} ),
	plugin_finding_unreadable: () => ( {
		title: __(
			'A plugin of this site has something against the publish, in a form that cannot be read.',
			'aether-site-exporter'
		),
		action: __(
			'Look for the plugin that uses the hook aether_gate_findings; each of its findings needs a severity, a code and a message.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	rule_invalid: () => ( {
		title: __( 'A rule cannot be read.', 'aether-site-exporter' ),
		action: __(
			'Correct it in the rules: a path with * and **, or a regular expression after “regex:”.',
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
	} ),
	plugin_left_at_home: () => ( {
		title: __(
			'A plugin is active here and not in the bundle.',
			'aether-site-exporter'
		),
		action: __(
			'Where the copy needs it and you may give it away, choose it in Settings → Aether, or name it with the filter aether_bundle_plugins.',
			'aether-site-exporter'
		),
	} ),
	media_left_out: () => ( {
		title: __(
			'Not all media found room in the bundle.',
			'aether-site-exporter'
		),
		action: __(
			'Make the files smaller, or raise the budget: of a download beside its button or with --budget, of a publish with the filter aether_bundle_budget.',
			'aether-site-exporter'
		),
	} ),
	no_provider: () => ( {
		title: __(
			'No provider is switched on, so nothing is published anywhere.',
			'aether-site-exporter'
		),
		action: __(
			'Switch on a provider and choose what it shall receive.',
			'aether-site-exporter'
		),
		saysAll: true,
	} ),
	unknown_provider: () => ( {
		title: __(
			'A provider that was named does not exist.',
			'aether-site-exporter'
		),
		action: __(
			'Check the name, and that the plugin which brings it is active.',
			'aether-site-exporter'
		),
	} ),
	provider_broken: () => ( {
		title: __( 'A provider could not be asked.', 'aether-site-exporter' ),
		action: __(
			'Update or deactivate the plugin that brings it.',
			'aether-site-exporter'
		),
	} ),
	unknown_step: () => ( {
		title: __(
			'The workflow names a step that nobody registered; it was left out.',
			'aether-site-exporter'
		),
		action: __(
			'Activate the plugin that brings the step, or remove it from the workflow.',
			'aether-site-exporter'
		),
	} ),
	workflow_invalid: () => ( {
		title: __(
			'A plugin changed the workflow in a way that cannot be used; the usual one was used.',
			'aether-site-exporter'
		),
		action: __(
			'Correct the plugin that adds the filter aether.publish.workflow.steps.',
			'aether-site-exporter'
		),
	} ),
};

/**
 * What a finding says in the language of the page. Those of plugins speak for themselves.
 *
 * @param finding
 */
export function findingWords( finding: Finding ): FindingWords {
	const { code, message, action, fromPlugin } = finding;
	const kind =
		! fromPlugin && Object.hasOwn( KINDS, code )
			? KINDS[ code ]?.()
			: undefined;
	if ( ! kind ) {
		return {
			title: message,
			...( action === undefined ? {} : { action } ),
		};
	}
	const { title, saysAll } = kind;
	const isSaid = saysAll === true || message === title;
	return {
		title,
		action: kind.action,
		...( isSaid ? {} : { detail: message } ),
	};
}
