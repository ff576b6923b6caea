import { __ } from '@wordpress/i18n';

/** What GitLab Pages asks for, and the rights that its token needs. */
export const gitlabPagesGuide = (): readonly string[] => [
	__(
		'Create a project with Pages switched on (Settings → General → Visibility) and a runner that its pipelines may use (Settings → CI/CD).',
		'aether-site-exporter-providers'
	),
	__(
		'Create an access token with the scope “api”: under Settings → Access tokens of the project where your plan has them, else under Preferences of your account.',
		'aether-site-exporter-providers'
	),
	__(
		'Its role, or that of your account in the project, should be Maintainer: it may push to the default branch and ask GitLab for the address of the site. A Developer needs another branch, and the address entered here.',
		'aether-site-exporter-providers'
	),
	__(
		'Enter the project and the token. The file .gitlab-ci.yml that publishes the site is added when there is none.',
		'aether-site-exporter-providers'
	),
];
