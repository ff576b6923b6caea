import { __ } from '@wordpress/i18n';

/** What GitLab asks for, and the rights that its token needs. */
export const gitlabGuide = (): readonly string[] => [
	__(
		'Create a project, or choose one. Its path stands in its address, such as group/project.',
		'aether-site-exporter-providers'
	),
	__(
		'Create an access token with the scope “api”: under Settings → Access tokens of the project where your plan has them, else under Preferences of your account.',
		'aether-site-exporter-providers'
	),
	__(
		'Its role, or that of your account in the project, must be Maintainer to push to a protected branch, which the default branch is. Developer is enough for any other branch.',
		'aether-site-exporter-providers'
	),
	__(
		'Enter the project and the token. GitLab ends every token after a year at the latest; Site Health warns two weeks before.',
		'aether-site-exporter-providers'
	),
];
