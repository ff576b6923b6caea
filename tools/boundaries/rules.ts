/** What one part of the project may import; paths are relative to the project. */
export interface Room {
	/** The directory that holds its package.json, or just its files. */
	readonly directory: string;
	/** Names of our own packages that it may import. `'any'` for what is no product code. */
	readonly mayImport: readonly string[] | 'any';
	/** Node's modules and globals belong to the command line, tests and tools. */
	readonly mayUseNode: boolean;
	/**
	 * Where React and WordPress' components may be imported: below these directories, relative to the room. Default:
	 * everywhere.
	 */
	readonly interfaceIn?: readonly string[];
	/** Must run outside a page as well: no `window`, `document` or `wp`. */
	readonly withoutPage?: boolean;
}

const SDK = '@aether/provider-sdk';
const ENGINE = '@aether/publish-engine';
const EDGE_WORKER = '@aether/edge-worker';

export const ROOMS: readonly Room[] = [
	{
		directory: 'packages/provider-sdk',
		mayImport: [],
		mayUseNode: false,
		interfaceIn: [ 'src/react' ],
	},
	{
		directory: 'packages/publish-engine',
		mayImport: [ SDK ],
		mayUseNode: false,
		interfaceIn: [],
		withoutPage: true,
	},
	{
		directory: 'packages/edge-worker',
		mayImport: [],
		mayUseNode: false,
		interfaceIn: [],
		withoutPage: true,
	},
	{
		directory: 'packages/cli',
		mayImport: [
			SDK,
			ENGINE,
			'aether-site-exporter',
			'aether-site-exporter-providers',
		],
		mayUseNode: true,
		interfaceIn: [],
		withoutPage: true,
	},
	{
		directory: 'packages/create-provider/src',
		mayImport: [],
		mayUseNode: true,
		interfaceIn: [],
		withoutPage: true,
	},
	{
		directory: 'packages/create-provider/template',
		mayImport: [ SDK ],
		mayUseNode: false,
	},
	{
		directory: 'aether-site-exporter',
		mayImport: [ SDK, ENGINE ],
		mayUseNode: false,
	},
	{
		directory: 'aether-site-exporter-providers',
		mayImport: [ SDK, EDGE_WORKER ],
		mayUseNode: false,
	},
	{ directory: 'examples', mayImport: [ SDK ], mayUseNode: false },
	{ directory: 'tests', mayImport: 'any', mayUseNode: true },
	{ directory: 'tools', mayImport: 'any', mayUseNode: true },
];

/** Packages that draw. */
export const INTERFACE_PACKAGES =
	/^(?:react|react-dom|@wordpress\/(?:components|element))(?:\/|$)/;

export const PAGE_GLOBALS: ReadonlySet< string > = new Set( [
	'window',
	'document',
	'localStorage',
	'sessionStorage',
	'wp',
] );

export const NODE_GLOBALS: ReadonlySet< string > = new Set( [
	'process',
	'Buffer',
	'require',
	'__dirname',
	'__filename',
] );
