/** The WordPress versions the project supports and tests. */
export const WORDPRESS_VERSIONS = [ '7.1', '6.8' ] as const;

export type WordPressVersion = ( typeof WORDPRESS_VERSIONS )[ number ];

export type Log = ( line: string ) => void;

/**
 * What PHP is: native, with MariaDB behind nginx as people have it, or in WebAssembly with SQLite, which needs nothing
 * but Node.
 */
export type PhpKind = 'native' | 'wasm';

export type Constants = Readonly< Record< string, string | number | boolean > >;

/** All it takes to talk to a running stand from any process; plain data. */
export interface WordPressAccess {
	/** Address of the front page, without a slash at the end. */
	readonly url: string;
	/** Address of the dashboard, with a slash at the end. */
	readonly adminUrl: string;
	/** Login name of the administrator. */
	readonly user: string;
	readonly password: string;
	/** For HTTP Basic on the REST API. */
	readonly applicationPassword: string;
	/** Path of the WordPress tree on this machine. */
	readonly directory: string;
	/** The same tree, as the site's PHP sees it. */
	readonly root: string;
	readonly uploadsDirectory: string;
	/** The folder of the stand's PHP files and content, as the site's PHP sees it. */
	readonly standInPhp: string;
	/** Opens the stand's own door for PHP; see `php/control.php`. */
	readonly controlToken: string;
}

/** A WordPress that runs on this machine until it is stopped or its starter ends. */
export interface WordPressStand extends WordPressAccess {
	/**
	 * Runs PHP (without the opening tag) inside the booted WordPress, with no user logged in.
	 *
	 * @return What the code printed.
	 * @throws {Error} With PHP's own message when the code throws.
	 */
	readonly runPhp: ( code: string ) => Promise< string >;
	/** Ids of the processes that serve it. */
	readonly processes: readonly number[];
	readonly stop: () => Promise< void >;
}

export interface StartOptions {
	/** Default `7.1`. */
	readonly version?: WordPressVersion;
	/**
	 * Where the WordPress tree lives. A site that is already there is started again and kept.
	 * Default: a temporary directory that goes with the stand.
	 */
	readonly directory?: string;
	/** Throws away a site that is there already. Default: false. */
	readonly fresh?: boolean;
	/** Default 0: any free port. */
	readonly port?: number;
	/** What a new site holds. Default `empty`: what WordPress installs by itself is removed. */
	readonly content?: 'demo' | 'empty';
	/** Plugin folders, relative to the project. Default: the project's two plugins. */
	readonly plugins?: readonly string[];
	/** Theme folders, relative to the project. None of them is switched on. Default: none. */
	readonly themes?: readonly string[];
	/** PHP files, relative to the project, that become must-use plugins. */
	readonly muPlugins?: readonly string[];
	/** Constants for `wp-config.php`, over the stand's own; a function is told the tree as PHP sees it. */
	readonly constants?: Constants | ( ( root: string ) => Constants );
	/** Default: native for a site that goes with the stand, where `AETHER_TEST_PHP` says so; else in WebAssembly. */
	readonly php?: PhpKind;
	/** A WordPress tree that is taken whatever its version. Default: `AETHER_WORDPRESS_CORE`, else one is fetched. */
	readonly core?: string | undefined;
	readonly signal?: AbortSignal;
	readonly log?: Log;
}
