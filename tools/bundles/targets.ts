/** Something that is built, and all it is built from; paths are relative to the project. */
export interface Target {
	readonly name: string;
	/** Files and directories; specs in them do not count. */
	readonly sources: readonly string[];
	/** A file that exists once it is built. */
	readonly output: string;
	/** Run by Node. */
	readonly command: readonly string[];
	/** Where the command runs. */
	readonly directory: string;
}

const EDGE_WORKER = [
	'package-lock.json',
	'packages/edge-worker/build.mjs',
	'packages/edge-worker/src',
];

const SHARED = [
	...EDGE_WORKER,
	'packages/provider-sdk/src',
	'packages/publish-engine/src',
];

const WP_SCRIPTS_BUILD = [
	'node_modules/@wordpress/scripts/bin/wp-scripts.js',
	'build',
];

const plugin = ( name: string, firstScript: string ): Target => ( {
	name,
	sources: [
		...SHARED,
		'tools/webpack.cjs',
		`${ name }/webpack.config.js`,
		`${ name }/package.json`,
		`${ name }/src`,
	],
	output: `${ name }/build/${ firstScript }.js`,
	command: WP_SCRIPTS_BUILD,
	directory: name,
} );

export const TARGETS: readonly Target[] = [
	// First: the others hold it.
	{
		name: 'edge worker',
		sources: EDGE_WORKER,
		output: 'packages/edge-worker/dist/bundle.js',
		command: [ 'packages/edge-worker/build.mjs' ],
		directory: 'packages/edge-worker',
	},
	plugin( 'aether-site-exporter', 'admin' ),
	plugin( 'aether-site-exporter-providers', 'providers' ),
	{
		name: 'translations',
		sources: [
			'aether-site-exporter/aether-site-exporter.php',
			'aether-site-exporter/includes',
			'aether-site-exporter/languages/aether-site-exporter-de_DE.po',
			'aether-site-exporter/src',
			'aether-site-exporter-providers/aether-site-exporter-providers.php',
			'aether-site-exporter-providers/includes',
			'aether-site-exporter-providers/languages/aether-site-exporter-providers-de_DE.po',
			'aether-site-exporter-providers/src',
			'packages/provider-sdk/src',
			'tools/translations',
		],
		output: 'aether-site-exporter/languages/aether-site-exporter-de_DE.l10n.php',
		command: [ 'tools/translations.mjs' ],
		directory: '.',
	},
	{
		name: 'aether command',
		sources: [
			...SHARED,
			'aether-site-exporter/src/providers',
			'aether-site-exporter-providers/src',
			'packages/cli/build.mjs',
			'packages/cli/package.json',
			'packages/cli/src',
		],
		output: 'packages/cli/dist/aether.js',
		command: [ 'packages/cli/build.mjs' ],
		directory: 'packages/cli',
	},
];
