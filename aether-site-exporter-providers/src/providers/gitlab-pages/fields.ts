import { ConfigFieldBuilder } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

/** What Pages asks for besides the repository. */
export const pagesFields = () => [
	ConfigFieldBuilder.checkbox( 'pages_enabled' )
		.label(
			__( 'Publish with GitLab Pages', 'aether-site-exporter-providers' )
		)
		.description(
			__(
				'Waits for the pipeline that deploys the site. Without it the commit is all that happens.',
				'aether-site-exporter-providers'
			)
		)
		.default( true )
		.build(),
	ConfigFieldBuilder.checkbox( 'create_ci' )
		.label(
			__(
				'Create .gitlab-ci.yml when it is missing',
				'aether-site-exporter-providers'
			)
		)
		.description(
			__(
				'A file that is there is never changed.',
				'aether-site-exporter-providers'
			)
		)
		.default( true )
		.build(),
	ConfigFieldBuilder.url( 'pages_url' )
		.label( __( 'Pages address', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Where visitors reach the site. Leave it empty to ask GitLab.',
				'aether-site-exporter-providers'
			)
		)
		.placeholder( 'https://group.gitlab.io/project/' )
		.build(),
];
