import { __, _n, sprintf } from '@wordpress/i18n';
import { formatBytes, formatFiles, formatNumber } from '../../format';
import { providerName } from '../destinations';
import { sayWorkflowMistake } from './details';
import { type FindingKinds, saying } from './kind';

/** About how the site, its plugins and Aether are set up. */
export const SETUP: FindingKinds = {
	plain_permalinks: () => ( {
		title: __(
			'WordPress uses plain permalinks (?p=123), so pages are published under made-up paths such as /query-p-123-…/.',
			'aether-site-exporter'
		),
		action: __(
			'Choose another structure under Settings → Permalinks and publish again. Links inside the site work either way; links from elsewhere to ?p=123 lead to the front page.',
			'aether-site-exporter'
		),
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
		detail: saying(
			[ 'environment', 'provider' ],
			( { environment, provider } ) =>
				sprintf(
					/* translators: 1: name of an environment. 2: name of a provider. */
					__(
						'They shall not find “%1$s”, but read robots.txt at the root of a host only, and “%2$s” publishes below it.',
						'aether-site-exporter'
					),
					String( environment ),
					providerName( String( provider ) )
				)
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
	} ),
	rule_invalid: () => ( {
		title: __( 'A rule cannot be read.', 'aether-site-exporter' ),
		action: __(
			'Correct it in the rules: a path with * and **, or a regular expression after “regex:”.',
			'aether-site-exporter'
		),
		detail: saying( [ 'rule' ], ( { rule } ) =>
			sprintf(
				/* translators: %s: a rule. */
				__( 'It says: %s', 'aether-site-exporter' ),
				String( rule )
			)
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
	plugin_not_from_directory: () => ( {
		title: __(
			'WordPress.org has other files for this version of a plugin, or did not answer; the bundle carries those of this site.',
			'aether-site-exporter'
		),
		action: __(
			'Install the plugin anew where it should be unchanged, or take back that it comes from WordPress.org.',
			'aether-site-exporter'
		),
	} ),
	plugin_requirement_missing: () => ( {
		title: __(
			'A chosen plugin requires another that is not in the bundle, so no copy could activate it.',
			'aether-site-exporter'
		),
		action: __(
			'Choose what it requires, too, where you may give it away, or take the plugin out of the bundle.',
			'aether-site-exporter'
		),
		detail: saying( [ 'requires' ], ( { requires } ) =>
			sprintf(
				/* translators: %s: name of the folder of a plugin. */
				__( 'It requires: %s', 'aether-site-exporter' ),
				String( requires )
			)
		),
	} ),
	package_missing: () => ( {
		title: __(
			'The folder of a theme or of a chosen plugin is not on this server, so the copy would lack it.',
			'aether-site-exporter'
		),
		action: __(
			'Install it anew, or choose another theme, or take the plugin out of the bundle.',
			'aether-site-exporter'
		),
	} ),
	must_use_plugins_left_at_home: () => ( {
		title: __(
			'Must-use plugins do not travel in a bundle.',
			'aether-site-exporter'
		),
		action: __(
			'Where the copy needs what one of them does, make it a plugin that can be activated, and choose that.',
			'aether-site-exporter'
		),
		detail: saying( [ 'names' ], ( { names } ) =>
			sprintf(
				/* translators: %s: names of plugins. */
				__( 'They are: %s.', 'aether-site-exporter' ),
				String( names )
			)
		),
	} ),
	option_values_emptied: () => ( {
		title: __(
			'In an option something is empty in the copy, since it is named like a secret or is an address of e-mail.',
			'aether-site-exporter'
		),
		action: __(
			'Where visitors read it, give it another name or another place, or enter it in the copy.',
			'aether-site-exporter'
		),
		detail: saying( [ 'names' ], ( { names } ) =>
			sprintf(
				/* translators: %s: names of values in an option. */
				__( 'Empty are: %s.', 'aether-site-exporter' ),
				String( names )
			)
		),
	} ),
	comments_left_at_home: () => ( {
		title: __(
			'Comments of a type that a plugin brings do not travel, and the copy does not count them.',
			'aether-site-exporter'
		),
		action: __(
			'Where visitors read them, name the type with the filter aether_bundle_comment_types.',
			'aether-site-exporter'
		),
		detail: saying( [ 'count' ], ( { count } ) =>
			sprintf(
				/* translators: %s: number of comments. */
				_n(
					'%s comment stays at home.',
					'%s comments stay at home.',
					Number( count ),
					'aether-site-exporter'
				),
				formatNumber( Number( count ) )
			)
		),
	} ),
	media_missing: () => ( {
		title: __(
			'Content refers to files that are not in the bundle, since they do not exist or are kept from visitors.',
			'aether-site-exporter'
		),
		action: __(
			'Upload them anew, or take them out of the content.',
			'aether-site-exporter'
		),
		detail: saying( [ 'count', 'names' ], ( { count, names } ) =>
			sprintf(
				/* translators: 1: such as "12 files". 2: the first of them. */
				__( '%1$s: %2$s', 'aether-site-exporter' ),
				formatFiles( Number( count ) ),
				String( names )
			)
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
		detail: saying(
			[ 'count', 'bytes', 'budget', 'names' ],
			( { count, bytes, budget, names } ) =>
				sprintf(
					/* translators: 1: such as "12 files". 2: their size. 3: size that a bundle may have. 4: the first of them. */
					__(
						'%1$s with %2$s do not fit into the %3$s that it may hold: %4$s',
						'aether-site-exporter'
					),
					formatFiles( Number( count ) ),
					formatBytes( Number( bytes ) ),
					formatBytes( Number( budget ) ),
					String( names )
				)
		),
	} ),
	edge_held_back: () => ( {
		title: __(
			'A Worker was not deployed, because the static site that it serves did not arrive.',
			'aether-site-exporter'
		),
		action: __(
			'See why the static site failed, and publish again.',
			'aether-site-exporter'
		),
		detail: saying( [ 'provider', 'place' ], ( { provider, place } ) =>
			sprintf(
				/* translators: 1: name of a provider. 2: a place, such as the name of a bucket. */
				__( '%1$s serves %2$s.', 'aether-site-exporter' ),
				providerName( String( provider ) ),
				String( place )
			)
		),
	} ),
	edge_serves_elsewhere: () => ( {
		title: __(
			'A Worker serves another place than the static site was published to.',
			'aether-site-exporter'
		),
		action: __(
			'Give both providers the same bucket and the same path in it.',
			'aether-site-exporter'
		),
		detail: saying(
			[ 'provider', 'place', 'published' ],
			( { provider, place, published } ) =>
				sprintf(
					/* translators: 1: name of a provider. 2: a place, such as the name of a bucket. 3: other places. */
					__(
						'%1$s serves %2$s; the static site was published to %3$s.',
						'aether-site-exporter'
					),
					providerName( String( provider ) ),
					String( place ),
					String( published )
				)
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
		detail: saying( [ 'provider' ], ( { provider } ) =>
			sprintf(
				/* translators: %s: name of a provider. */
				__( 'Its name: %s', 'aether-site-exporter' ),
				providerName( String( provider ) )
			)
		),
	} ),
	provider_broken: () => ( {
		title: __( 'A provider could not be asked.', 'aether-site-exporter' ),
		action: __(
			'Update or deactivate the plugin that brings it.',
			'aether-site-exporter'
		),
		detail: saying( [ 'provider', 'error' ], ( { provider, error } ) =>
			sprintf(
				/* translators: 1: name of a provider. 2: message of an error. */
				__( '%1$s says: %2$s', 'aether-site-exporter' ),
				// Its name may be what is broken.
				String( provider ),
				String( error )
			)
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
		detail: saying( [ 'step' ], ( { step } ) =>
			sprintf(
				/* translators: %s: name of a step. */
				__( 'Its name: %s', 'aether-site-exporter' ),
				String( step )
			)
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
		detail: sayWorkflowMistake,
	} ),
};
