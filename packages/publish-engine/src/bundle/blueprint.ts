import type { ExposedCredential } from './credential-watch';
import type { BundleFacts, BundleFile, DirectoryPlugin } from './ports';

/** A file of the bundle, by its path in the archive. */
export interface BundlePart {
	readonly path: string;
	/** Lower-case hex. */
	readonly sha256: string;
	/** Bytes. */
	readonly size: number;
}

export interface SiteParts {
	readonly facts: BundleFacts;
	/** Of every kind; sorted by path. */
	readonly parts: readonly BundlePart[];
	/** Plugins that whoever opens the bundle gets from wordpress.org. */
	readonly fromDirectory: readonly DirectoryPlugin[];
	/** Files of plugins that a person took for such, and that are not. */
	readonly notFromDirectory: readonly string[];
	/** Names of packages that the site has lost. */
	readonly missingCode: readonly string[];
	/** Paths of media that content refers to, and that cannot travel. */
	readonly missingMedia: readonly string[];
	/** Kind of record to how many there are. */
	readonly counts: Readonly< Record< string, number > >;
	/** Media that found no room in the budget, the largest first. */
	readonly leftOut: readonly BundleFile[];
	/** Places that hold what has the form of a secret. */
	readonly exposed: readonly ExposedCredential[];
	/** Bytes before compression. */
	readonly sizes: Readonly< Record< 'content' | 'code' | 'media', number > >;
}

/** A step of a blueprint; see https://wordpress.github.io/wordpress-playground/blueprints/steps. */
type BlueprintStep = Readonly< Record< string, unknown > > & {
	readonly step: string;
};

export interface Blueprint {
	readonly $schema: string;
	readonly meta: {
		readonly title: string;
		readonly author: string;
		readonly description: string;
	};
	readonly preferredVersions: { readonly php: string; readonly wp: string };
	readonly landingPage: string;
	readonly login: boolean;
	readonly steps: readonly BlueprintStep[];
}

const SCHEMA = 'https://playground.wordpress.net/blueprint-schema.json';

/** Where the content waits for the importer. */
const IMPORT_FOLDER = '/tmp/aether-bundle';
const WP_CONTENT = '/wordpress/wp-content';

const bundled = ( path: string ) => ( {
	resource: 'bundled',
	path: `/${ path }`,
} );

const nameOf = ( path: string ): string => path.replace( /^.*\//, '' );

const slugOf = ( path: string ): string =>
	nameOf( path ).replace( /\.zip$/, '' );

const php = ( call: string, constants = '' ): BlueprintStep => ( {
	step: 'runPHP',
	code: `<?php ${ constants }require_once '/wordpress/wp-load.php'; require_once '${ IMPORT_FOLDER }/import.php'; Aether\\Bundle\\${ call };`,
} );

/** Plugins expect to be activated on a page of the administration. */
const ADMINISTRATION = "define( 'WP_ADMIN', true ); ";

/**
 * A version that stays the same. Playground takes a name that ends in `.zip` for that of a file at downloads.wordpress.org.
 *
 * @param slug
 * @param version
 */
const fromWordPressOrg = ( slug: string, version: string ) => ( {
	resource: 'wordpress.org/plugins',
	slug: `${ slug }.${ version }.zip`,
} );

/**
 * Each plugin is activated when all are there, since one may require another.
 *
 * @param pluginData
 * @param folder
 */
const installPlugin = ( pluginData: object, folder: string ) => ( {
	step: 'installPlugin',
	pluginData,
	ifAlreadyInstalled: 'overwrite',
	options: { activate: false, targetFolderName: folder },
} );

const phpString = ( text: string ): string =>
	`'${ text.replace( /[\\']/g, '\\$&' ) }'`;

const phpArray = (
	entries: readonly ( readonly [ string, number | string ] )[]
): string =>
	`[ ${ entries
		.map(
			( [ key, value ] ) =>
				`${ phpString( key ) } => ${ typeof value === 'string' ? phpString( value ) : value }`
		)
		.join( ', ' ) } ]`;

/**
 * Says how a copy of the site is made from the parts: programs, media, content, a look whether all of it arrived, and then
 * the plugins, which may change what is there.
 *
 * @param site
 */
export function createBlueprint( site: SiteParts ): Blueprint {
	const { facts, parts, counts, fromDirectory } = site;
	const below = ( folder: string ) =>
		parts.filter( ( { path } ) => path.startsWith( folder ) );
	const unzip = ( folder: string, target: string ) =>
		below( folder ).map( ( { path } ) => ( {
			step: 'unzip',
			zipFile: bundled( path ),
			extractToPath: WP_CONTENT + target,
		} ) );
	return {
		$schema: SCHEMA,
		meta: {
			title: facts.title || 'WordPress',
			author: 'Aether',
			description: facts.description,
		},
		preferredVersions: { php: facts.php, wp: facts.wordPress },
		landingPage: '/',
		login: true,
		steps: [
			...below( 'themes/' ).map( ( { path } ) => ( {
				step: 'installTheme',
				themeData: bundled( path ),
				ifAlreadyInstalled: 'overwrite',
				options: { activate: false, targetFolderName: slugOf( path ) },
			} ) ),
			...unzip( 'more/themes/', '/themes' ),
			...unzip( 'languages/', '' ),
			...unzip( 'uploads/', '/uploads' ),
			{ step: 'mkdir', path: IMPORT_FOLDER },
			...[ ...below( 'content/' ), ...below( 'import.php' ) ].map(
				( { path } ) => ( {
					step: 'writeFile',
					path: `${ IMPORT_FOLDER }/${ nameOf( path ) }`,
					data: bundled( path ),
				} )
			),
			php( 'import()' ),
			php(
				`verify( ${ phpArray( Object.entries( counts ) ) }, ${ phpArray(
					below( 'content/' ).map( ( { path, sha256 } ) => [
						nameOf( path ),
						sha256,
					] )
				) } )`
			),
			...below( 'plugins/' ).map( ( { path } ) =>
				installPlugin( bundled( path ), slugOf( path ) )
			),
			...unzip( 'more/plugins/', '/plugins' ),
			...fromDirectory.map( ( { slug, version } ) =>
				installPlugin( fromWordPressOrg( slug, version ), slug )
			),
			...facts.plugins.map( ( file ) =>
				php( `activate( ${ phpString( file ) } )`, ADMINISTRATION )
			),
			php(
				`finish( [ ${ facts.plugins.map( phpString ).join( ', ' ) } ] )`
			),
			{ step: 'rmdir', path: IMPORT_FOLDER },
		],
	};
}
