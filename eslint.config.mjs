// eslint-disable-next-line import/no-extraneous-dependencies -- @wordpress/scripts brings it, and both must fit together.
import wordpress from '@wordpress/eslint-plugin';

const root = import.meta.dirname;

export default [
	{ ignores: [ '**/build/**', '**/dist/**', '**/.cache/**', '**/*.d.cts' ] },
	...wordpress.configs.recommended,
	{
		// Specs and tools may use what the root and the packages bring.
		files: [
			'**/*.spec.{ts,tsx}',
			'**/testing/**',
			'tests/**',
			'tools/**',
		],
		rules: {
			'import/no-extraneous-dependencies': [
				'error',
				{
					packageDir: [
						root,
						`${ root }/packages/provider-sdk`,
						`${ root }/packages/publish-engine`,
						`${ root }/packages/cli`,
						`${ root }/aether-site-exporter`,
						`${ root }/aether-site-exporter-providers`,
					],
				},
			],
		},
	},
];
