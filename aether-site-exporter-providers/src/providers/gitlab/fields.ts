import { ConfigFieldBuilder, DEPLOYMENT_TYPES } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { FOLDER_PATTERN } from '../../families/git/fields';

const NAME = '[A-Za-z0-9_.][A-Za-z0-9_.-]*';

/** Which GitLab, which project, and the key to it. */
export const gitlabFields = () => [
	ConfigFieldBuilder.url( 'gitlab_url' )
		.label( __( 'GitLab', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Address of the installation.',
				'aether-site-exporter-providers'
			)
		)
		.default( 'https://gitlab.com' )
		.build(),
	ConfigFieldBuilder.text( 'project_id' )
		.label( __( 'Project', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Its number, its full path, or its name within the namespace.',
				'aether-site-exporter-providers'
			)
		)
		.placeholder( 'group/project' )
		.pattern(
			`${ NAME }(/${ NAME })*`,
			__(
				'A number, or a path like group/project.',
				'aether-site-exporter-providers'
			)
		)
		.required()
		.build(),
	ConfigFieldBuilder.text( 'namespace' )
		.label( __( 'Namespace', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Group or user, when the project is given by its name alone.',
				'aether-site-exporter-providers'
			)
		)
		.pattern( `${ NAME }(/${ NAME })*` )
		.build(),
	ConfigFieldBuilder.password( 'personal_access_token' )
		.label( __( 'Access token', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Personal, group or project token with the scope "api".',
				'aether-site-exporter-providers'
			)
		)
		.required()
		.build(),
	ConfigFieldBuilder.checkbox( 'create_project' )
		.label(
			__(
				'Create the project when it is missing',
				'aether-site-exporter-providers'
			)
		)
		.default( false )
		.build(),
	ConfigFieldBuilder.checkbox( 'merge_request' )
		.label(
			__(
				'Open a merge request when the branch is protected',
				'aether-site-exporter-providers'
			)
		)
		.description(
			__(
				'The site goes public when somebody merges it. Without this, a publish to a branch that the account may not push to fails.',
				'aether-site-exporter-providers'
			)
		)
		.default( false )
		.build(),
];

/** Only for what can publish bundles. */
export const blueprintFields = () => [
	ConfigFieldBuilder.text( 'blueprint_folder' )
		.label( __( 'Folder of the bundle', 'aether-site-exporter-providers' ) )
		.default( 'blueprint' )
		.pattern( FOLDER_PATTERN )
		.max( 200 )
		.showIf( 'deployment_types', [ DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE ] )
		.build(),
];
