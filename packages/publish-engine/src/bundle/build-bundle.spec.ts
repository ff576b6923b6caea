import { webCryptoHasher } from '@aether/provider-sdk';
import { validateBlueprintDeclaration } from '@wp-playground/blueprints';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { MemoryContentStore } from '../../testing';
import { buildBundle } from './build-bundle';
import { measureBundle } from './measure-bundle';
import type { BundleCode, BundleFacts, BundleSource } from './ports';
import type { SiteSource } from '../ports';

const FACTS: BundleFacts = {
	title: 'A site',
	description: '',
	language: 'en_US',
	wordPress: '7.1',
	php: '8.3',
	themes: [ 'plain' ],
	plugins: [ 'extra/extra.php' ],
	unmet: [],
	leftAtHome: [],
	mustUse: [],
	emptied: [],
	unsaid: [],
	budget: 100_000_000,
};

const POST = JSON.stringify( {
	kind: 'post',
	row: { ID: 1, post_content: '<img class="wp-image-7">' },
} );
const ATTACHMENT = JSON.stringify( { kind: 'post', row: { ID: 7 } } );

/** Any path to its text; media below `uploads/`, whose attachment is 7. */
const FILES: Readonly< Record< string, string > > = {
	'importer/import.php': '<?php // imports',
	'themes/plain/style.css': '/* Theme Name: Plain */',
	'themes/plain/index.php': '<?php',
	'plugins/extra/extra.php': '<?php // Plugin Name: Extra',
	'uploads/2026/a.jpg': 'jpeg',
	'uploads/2026/large.mp4': 'm'.repeat( 1000 ),
};

/** Bytes that are enough for everything but the large film. */
const ROOM = 700;

const encoder = new TextEncoder();

const filesBelow = ( folders: readonly string[] ) =>
	Object.entries( FILES )
		.filter( ( [ path ] ) =>
			folders.some( ( folder ) => path.startsWith( folder ) )
		)
		.map( ( [ path, text ] ) => ( {
			path,
			size: encoder.encode( text ).byteLength,
		} ) );

const codeOf = ( files: BundleCode[ 'files' ] ): BundleCode => ( {
	files,
	fromDirectory: [],
	notFromDirectory: [],
	missing: [],
} );

/**
 * A site whose answers name one file each, as a server does that is short of memory.
 *
 * @param facts
 */
function siteWith(
	facts: Partial< BundleFacts > = {}
): SiteSource & { readonly bundle: BundleSource } {
	const bundle: BundleSource = {
		facts: async () => ( { ...FACTS, ...facts } ),
		async *listContent() {
			yield POST;
		},
		findMedia: async ( { hints } ) =>
			hints.includes( 7 )
				? {
						items: [ ATTACHMENT ],
						files: filesBelow( [ 'uploads/' ] ),
						missing: [],
					}
				: { items: [], files: [], missing: [] },
		listCode: async () =>
			codeOf(
				filesBelow( [ 'importer/', 'themes/', 'plugins/' ] ).map(
					( file ) => ( {
						...file,
						package: file.path
							.split( '/' )
							.slice( 0, -1 )
							.join( '/' ),
					} )
				)
			),
		readFiles: async ( [ path = '' ] ) =>
			new Map( [ [ path, encoder.encode( FILES[ path ] ?? '' ) ] ] ),
	};
	return { bundle } as SiteSource & { readonly bundle: BundleSource };
}

const engineFor = ( site: SiteSource ) => ( {
	site,
	content: new MemoryContentStore(),
	hasher: webCryptoHasher,
	signal: new AbortController().signal,
} );

const build = (
	site: SiteSource,
	signal: AbortSignal = new AbortController().signal,
	acceptFindings: readonly string[] = []
) =>
	buildBundle( {
		...engineFor( site ),
		signal,
		acceptFindings,
		onProgress: () => {},
	} );

const open = async ( archive: Blob ) =>
	JSZip.loadAsync( await archive.arrayBuffer() );

describe( 'buildBundle', () => {
	it( 'names a plugin that wordpress.org has in the same files, with its version, and says which it has not', async () => {
		const site = siteWith();
		const { archive, findings } = await build( {
			...site,
			bundle: {
				...( site.bundle as BundleSource ),
				listCode: async () => ( {
					files: [],
					fromDirectory: [ { slug: 'known', version: '1.2.3' } ],
					notFromDirectory: [ 'changed/changed.php' ],
					missing: [],
				} ),
			},
		} );
		const { files } = await open( archive );
		const blueprint = JSON.parse(
			( await files[ 'blueprint.json' ]?.async( 'text' ) ) ?? ''
		);
		expect( await validateBlueprintDeclaration( blueprint ) ).toMatchObject(
			{ valid: true }
		);
		expect( blueprint.steps ).toContainEqual( {
			step: 'installPlugin',
			pluginData: {
				resource: 'wordpress.org/plugins',
				slug: 'known.1.2.3.zip',
			},
			ifAlreadyInstalled: 'overwrite',
			options: { activate: false, targetFolderName: 'known' },
		} );
		expect(
			findings.map( ( { code, subject } ) => [ code, subject ] )
		).toContainEqual( [
			'plugin_not_from_directory',
			'changed/changed.php',
		] );
	} );

	it( 'puts content, importer, theme, plugins and media beside the blueprint', async () => {
		const { archive } = await build( siteWith() );
		const { files } = await open( archive );
		expect( Object.keys( files ) ).toEqual( [
			'blueprint.json',
			'content/content-0001.ndjson',
			'import.php',
			'plugins/extra.zip',
			'themes/plain.zip',
			'uploads/0001.zip',
		] );
		expect(
			await files[ 'content/content-0001.ndjson' ]?.async( 'text' )
		).toBe(
			`${ [
				POST,
				ATTACHMENT,
				'{"kind":"file","path":"uploads/2026/a.jpg","size":4}',
				'{"kind":"file","path":"uploads/2026/large.mp4","size":1000}',
			].join( '\n' ) }\n`
		);
		const media = await JSZip.loadAsync(
			( await files[ 'uploads/0001.zip' ]?.async( 'uint8array' ) ) ?? ''
		);
		expect( Object.keys( media.files ) ).toEqual( [
			'2026/a.jpg',
			'2026/large.mp4',
		] );
	} );

	it( 'names every part in the blueprint, and how many records there must be', async () => {
		const { archive } = await build( siteWith() );
		const { files } = await open( archive );
		const text = ( await files[ 'blueprint.json' ]?.async( 'text' ) ) ?? '';
		for ( const part of Object.keys( files ) ) {
			if ( part !== 'blueprint.json' ) {
				expect( text ).toContain( `"/${ part }"` );
			}
		}
		const content =
			( await files[ 'content/content-0001.ndjson' ]?.async(
				'uint8array'
			) ) ?? new Uint8Array();
		const sha256 = await webCryptoHasher.digest(
			'sha256',
			new Uint8Array( content )
		);
		expect( text ).toContain(
			`verify( [ 'file' => 2, 'post' => 2 ], [ 'content-0001.ndjson' => '${ sha256 }' ] )`
		);
	} );

	it( 'looks at what arrived before a plugin runs, and activates plugins in the order of the site', async () => {
		const plugins = [ 'base/base.php', 'extra/extra.php', 'one.php' ];
		const { archive } = await build( siteWith( { plugins } ) );
		const { files } = await open( archive );
		const { steps } = JSON.parse(
			( await files[ 'blueprint.json' ]?.async( 'text' ) ) ?? ''
		) as { readonly steps: readonly { step: string; code?: string }[] };
		const calls = steps.flatMap( ( { step, code } ) =>
			step === 'installPlugin'
				? [ step ]
				: (
						/Bundle\\(\w+\((?: '[^']*')?)/.exec( code ?? '' ) ?? []
					).slice( 1 )
		);
		expect( calls ).toEqual( [
			'import(',
			'verify(',
			'installPlugin',
			...plugins.map( ( file ) => `activate( '${ file }'` ),
			'finish(',
		] );
		expect( steps ).not.toContainEqual(
			expect.objectContaining( {
				options: expect.objectContaining( { activate: true } ),
			} )
		);
	} );

	it( 'carries a large theme in several archives, a plugin of one file, and words in the language of the site', async () => {
		const LARGE = 5 * 1024 * 1024;
		const paths = [
			'languages/de_DE.mo',
			'plugins/one.php',
			'themes/plain/a.js',
			'themes/plain/b.js',
			'themes/plain/c.js',
		];
		const site = siteWith( { plugins: [ 'one.php' ] } );
		const { archive } = await build( {
			...site,
			bundle: {
				...( site.bundle as BundleSource ),
				listCode: async () =>
					codeOf(
						paths.map( ( path ) => ( {
							package:
								/^(?:languages|plugins\/one\.php|themes\/plain)/.exec(
									path
								)?.[ 0 ] ?? '',
							path,
							size: LARGE,
						} ) )
					),
			},
		} );
		const { files } = await open( archive );
		const inside = async ( name: string ) =>
			Object.keys(
				(
					await JSZip.loadAsync(
						( await files[ name ]?.async( 'uint8array' ) ) ?? ''
					)
				).files
			);
		expect( await inside( 'themes/plain.zip' ) ).toEqual( [
			'plain/a.js',
		] );
		expect( await inside( 'more/themes/plain/0002.zip' ) ).toEqual( [
			'plain/b.js',
		] );
		expect( await inside( 'more/themes/plain/0003.zip' ) ).toEqual( [
			'plain/c.js',
		] );
		expect( await inside( 'more/plugins/one.php/0001.zip' ) ).toEqual( [
			'one.php',
		] );
		expect( await inside( 'languages/0001.zip' ) ).toEqual( [
			'languages/de_DE.mo',
		] );
		const blueprint = JSON.parse(
			( await files[ 'blueprint.json' ]?.async( 'text' ) ) ?? ''
		);
		expect( await validateBlueprintDeclaration( blueprint ) ).toMatchObject(
			{ valid: true }
		);
		expect(
			blueprint.steps
				.filter( ( { step }: { step: string } ) => step === 'unzip' )
				.map(
					( {
						zipFile,
						extractToPath,
					}: {
						zipFile: { path: string };
						extractToPath: string;
					} ) => [ zipFile.path, extractToPath ]
				)
		).toEqual( [
			[ '/more/themes/plain/0002.zip', '/wordpress/wp-content/themes' ],
			[ '/more/themes/plain/0003.zip', '/wordpress/wp-content/themes' ],
			[ '/languages/0001.zip', '/wordpress/wp-content' ],
			[ '/uploads/0001.zip', '/wordpress/wp-content/uploads' ],
			[
				'/more/plugins/one.php/0001.zip',
				'/wordpress/wp-content/plugins',
			],
		] );
	} );

	it( 'names media that cannot travel, and plugins that WordPress always loads', async () => {
		const site = siteWith( { mustUse: [ 'loader.php' ] } );
		const bundle = site.bundle as BundleSource;
		const { findings } = await build( {
			...site,
			bundle: {
				...bundle,
				findMedia: async ( references, options ) => ( {
					...( await bundle.findMedia( references, options ) ),
					missing: [ 'uploads/gone.jpg' ],
				} ),
			},
		} );
		expect(
			findings.map( ( { code, subject, severity } ) => [
				severity,
				code,
				subject,
			] )
		).toEqual( [
			[ 'warning', 'must_use_plugins_left_at_home', 'loader.php' ],
			[ 'warning', 'media_missing', 'uploads/gone.jpg' ],
		] );
	} );

	it( 'names what of options is empty in it, and which comments it lacks', async () => {
		const values = Array.from( { length: 12 }, ( _, i ) => `key_${ i }` );
		const { findings } = await build(
			siteWith( {
				emptied: [ { option: 'theme_mods_plain', values } ],
				unsaid: [ { type: 'review', count: 7 } ],
			} )
		);
		expect( findings ).toMatchObject( [
			{
				severity: 'warning',
				code: 'option_values_emptied',
				subject: 'theme_mods_plain',
				values: {
					names: `${ values.slice( 0, 10 ).join( ', ' ) }, …`,
				},
				message: expect.stringContaining( ': key_0, key_1,' ),
			},
			{
				severity: 'warning',
				code: 'comments_left_at_home',
				subject: 'review',
				values: { count: 7 },
			},
		] );
	} );

	it( 'is not made without a theme or a plugin that the site has lost', async () => {
		const site = siteWith();
		await expect(
			build( {
				...site,
				bundle: {
					...( site.bundle as BundleSource ),
					listCode: async () => ( {
						...codeOf( [] ),
						missing: [ 'plugins/gone' ],
					} ),
				},
			} )
		).rejects.toMatchObject( {
			code: 'build_rejected',
			message: expect.stringContaining( 'plugins/gone' ),
		} );
	} );

	it.each( [ [ undefined ], [ { postTypes: [ 'page' ], entries: [ 4 ] } ] ] )(
		'asks for the content of %j, and for its media',
		async ( choice ) => {
			const asked: unknown[] = [];
			const { bundle } = siteWith() as { readonly bundle: BundleSource };
			const site = {
				bundle: {
					...bundle,
					facts( options ) {
						asked.push( options.choice );
						return bundle.facts( options );
					},
					listContent( options ) {
						asked.push( options.choice );
						return bundle.listContent( options );
					},
					findMedia( references, options ) {
						asked.push( options.choice );
						return bundle.findMedia( references, options );
					},
				} satisfies BundleSource,
			} as unknown as SiteSource;
			const engine = engineFor( site );
			await buildBundle( { ...engine, choice, onProgress: () => {} } );
			await measureBundle( { ...engine, choice } );
			expect( asked ).toEqual( Array( 6 ).fill( choice ) );
		}
	);

	it( 'makes the same bytes again', async () => {
		const [ first, second ] = [
			await build( siteWith() ),
			await build( siteWith() ),
		];
		expect( second.sha256 ).toBe( first.sha256 );
	} );

	it( 'leaves out the largest media beyond the budget, and says so', async () => {
		const { archive, findings, sizes } = await build(
			siteWith( { budget: ROOM, leftAtHome: [ 'shop/shop.php' ] } )
		);
		expect(
			findings.map( ( { code, subject } ) => [ code, subject ] )
		).toEqual( [
			[ 'plugin_left_at_home', 'shop/shop.php' ],
			[ 'media_left_out', 'uploads/2026/large.mp4' ],
		] );
		expect( sizes.media ).toBe( 4 );
		const { files } = await open( archive );
		const media = await JSZip.loadAsync(
			( await files[ 'uploads/0001.zip' ]?.async( 'uint8array' ) ) ?? ''
		);
		expect( Object.keys( media.files ) ).toEqual( [ '2026/a.jpg' ] );
	} );

	it( 'counts content against the budget, too', async () => {
		const site = siteWith( { budget: ROOM + 1000 } );
		expect( ( await build( site ) ).findings ).toEqual( [] );
		const { listContent } = site.bundle;
		site.bundle.listContent = async function* ( options ) {
			yield* listContent( options );
			yield JSON.stringify( {
				kind: 'post',
				row: { ID: 2, post_content: 'long '.repeat( 100 ) },
			} );
		};
		const { findings, sizes } = await build( site );
		expect( findings ).toMatchObject( [
			{ code: 'media_left_out', subject: 'uploads/2026/large.mp4' },
		] );
		expect( sizes.content ).toBeGreaterThan( 500 );
	} );

	it.each( [
		[ 1, '1 file' ],
		[ 2, '2 files' ],
	] )( 'counts %i that content lacks', async ( count, words ) => {
		const missing = Array.from(
			{ length: count },
			( _, index ) => `uploads/${ index }.jpg`
		);
		const site = siteWith();
		site.bundle.findMedia = async () => ( {
			items: [],
			files: [],
			missing,
		} );
		const { findings } = await build( site );
		expect( findings ).toMatchObject( [
			{
				code: 'media_missing',
				message: expect.stringContaining( `, ${ words }: ` ),
			},
		] );
	} );

	it( 'is refused where a plugin in it requires one that stays at home, which no copy could activate', async () => {
		const unmet = [ { plugin: 'extra/extra.php', requires: 'shop' } ];
		const { findings } = await measureBundle(
			engineFor( siteWith( { unmet } ) )
		);
		expect( findings ).toMatchObject( [
			{
				severity: 'error',
				code: 'plugin_requirement_missing',
				subject: 'extra/extra.php',
				values: { requires: 'shop' },
			},
		] );
		await expect( build( siteWith( { unmet } ) ) ).rejects.toMatchObject( {
			code: 'build_rejected',
		} );
	} );

	it( 'leaves out less when a person asks for a larger budget', async () => {
		const site = siteWith( { budget: ROOM } );
		const { findings, sizes } = await buildBundle( {
			...engineFor( site ),
			budget: 2000,
			onProgress: () => {},
		} );
		expect( findings ).toEqual( [] );
		expect( sizes.media ).toBe( 1004 );
	} );

	it.each( [
		[ 'the theme', 'themes/plain/index.php', 'themes/plain/index.php' ],
		[ 'content', 'post', 'post 1' ],
	] )(
		'shows nobody a key in %s, unless a person accepts it',
		async ( _, where, subject ) => {
			const key = [ 'AKIA', 'QWERTYUIOPASDFGH' ].join( '' );
			const site = siteWith();
			const bundle = site.bundle as BundleSource;
			const withKey: SiteSource = {
				...site,
				bundle: {
					...bundle,
					async *listContent( options ) {
						for await ( const line of bundle.listContent(
							options
						) ) {
							yield where === 'post'
								? line.replace(
										'wp-image-7',
										`${ key } wp-image-7`
									)
								: line;
						}
					},
					readFiles: async ( paths, options ) => {
						const files = new Map(
							await bundle.readFiles( paths, options )
						);
						if ( files.has( where ) ) {
							files.set(
								where,
								encoder.encode( `<?php $key = '${ key }';` )
							);
						}
						return files;
					},
				},
			};
			await expect( build( withKey ) ).rejects.toMatchObject( {
				code: 'build_rejected',
				message: expect.stringMatching(
					`^${ subject }: .* an AWS access key`
				),
			} );
			const { findings } = await build( withKey, undefined, [
				'credential_exposed',
			] );
			expect( findings ).toMatchObject( [
				{ code: 'credential_exposed', subject, accepted: true },
			] );
			expect( JSON.stringify( findings ) ).not.toContain( key );
		}
	);

	it( 'refuses what no browser could open, before a file is read', async () => {
		const site = siteWith();
		const { bundle } = site;
		await expect(
			build( {
				...site,
				bundle: {
					...( bundle as BundleSource ),
					listCode: async () =>
						codeOf( [
							{
								package: 'themes/x',
								path: 'themes/x/y',
								size: 3e9,
							},
						] ),
					readFiles: async () => {
						throw new Error( 'A file was read.' );
					},
				},
			} )
		).rejects.toMatchObject( { code: 'payload_too_large' } );
	} );

	it( 'stops when it is cancelled', async () => {
		const controller = new AbortController();
		const site = siteWith();
		const cancelled = new Error( 'cancelled' );
		await expect(
			build(
				{
					...site,
					bundle: {
						...( site.bundle as BundleSource ),
						readFiles: async ( paths, options ) => {
							controller.abort( cancelled );
							return ( site.bundle as BundleSource ).readFiles(
								paths,
								options
							);
						},
					},
				},
				controller.signal
			)
		).rejects.toBe( cancelled );
	} );

	it( 'needs a host that can read the site’s programs', async () => {
		await expect( build( {} as SiteSource ) ).rejects.toMatchObject( {
			code: 'contract_violated',
		} );
	} );
} );

/**
 * @param facts
 */
function siteWithoutFiles( facts: Partial< BundleFacts > ): SiteSource {
	const site = siteWith( facts );
	return {
		...site,
		bundle: {
			...( site.bundle as BundleSource ),
			readFiles: async () => {
				throw new Error( 'A file was read.' );
			},
		},
	};
}

describe( 'measureBundle', () => {
	it.each( [ undefined, ROOM, 5000 ] )(
		'says what a bundle with the budget %s will hold and lack, before a file is read',
		async ( budget ) => {
			const facts = { leftAtHome: [ 'shop/shop.php' ] };
			const measured = await measureBundle( {
				...engineFor( siteWithoutFiles( facts ) ),
				budget,
			} );
			const built = await buildBundle( {
				...engineFor( siteWith( facts ) ),
				budget,
				onProgress: () => {},
			} );
			expect( measured ).toEqual( {
				sizes: built.sizes,
				budget: budget ?? FACTS.budget,
				findings: built.findings,
			} );
			expect( measured.sizes.media ).toBe( budget === ROOM ? 4 : 1004 );
		}
	);

	it( 'refuses what no browser could open', async () => {
		const site = siteWithoutFiles( { budget: 5e9 } );
		await expect(
			measureBundle(
				engineFor( {
					...site,
					bundle: {
						...( site.bundle as BundleSource ),
						listCode: async () =>
							codeOf( [
								{
									package: 'themes/x',
									path: 'themes/x/y',
									size: 2 ** 31,
								},
							] ),
					},
				} )
			)
		).rejects.toMatchObject( { code: 'payload_too_large' } );
	} );
} );
