import { AetherError, type DeploymentTarget } from '@aether/provider-sdk';
import {
	FaultyTarget,
	MemoryBackend,
	MemoryTarget,
} from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import {
	createTestServices,
	MemoryRecords,
	MemorySite,
	type MemoryResource,
	type TestServices,
	until,
} from '../testing';
import { assertAnySucceeded } from './deploying/conclude';
import { deployToProviders } from './deploying/deploy-to-providers';
import { NO_RULES } from './rules';
import type { PublishEvent } from './events';
import {
	publishSite,
	type PublishResult,
	type PublishSiteOptions,
} from './publish-site';
import type { PublishContext } from './workflow/step';
import { DEFAULT_WORKFLOW } from './workflow/workflow';

const html = ( content: string ) =>
	`<!doctype html><html><head><link rel="stylesheet" href="/style.css?ver=6.8"></head><body>${ content }</body></html>`;

const SITE: Readonly< Record< string, MemoryResource > > = {
	'/': { body: html( '<a href="/about/">About</a>' ), listedAs: 'home' },
	'/about/': {
		body: html(
			'<a href="https://site.test/#top">Home</a><img src="/logo.png">'
		),
		listedAs: 'post',
	},
	'/found-by-link/': { body: html( 'Linked' ) },
	'/style.css': { body: 'body { background: url( "/paper.png" ) }' },
	'/paper.png': { body: 'paper' },
	'/logo.png': { body: 'logo' },
	'/never-mentioned.png': { body: 'x', isAsset: true },
	'/aether-missing/': {
		body: html( 'Nothing here' ),
		status: 404,
		listedAs: 'not-found',
	},
};

interface Publishing {
	readonly running: Promise< PublishResult >;
	readonly events: PublishEvent[];
	readonly services: TestServices;
	readonly records: MemoryRecords;
	readonly cancel: AbortController;
}

function publish( {
	site = new MemorySite( SITE ),
	targets = {
		memory: () => new MemoryTarget( { baseUrl: 'https://out.test/' } ),
	},
	records = new MemoryRecords(),
	...options
}: {
	site?: MemorySite;
	targets?: Readonly< Record< string, () => DeploymentTarget > >;
	records?: MemoryRecords;
} & Partial< PublishSiteOptions > = {} ): Publishing {
	const services = createTestServices( { site, targets } );
	const events: PublishEvent[] = [];
	const cancel = new AbortController();
	const running = publishSite( {
		services,
		records,
		signal: cancel.signal,
		...options,
		onEvent: ( event ) => {
			events.push( event );
			options.onEvent?.( event );
		},
	} );
	running.catch( () => {} ); // Each test looks at it in its own time.
	return { running, events, services, records, cancel };
}

const textOf = ( backend: MemoryBackend, path: string ) =>
	new TextDecoder().decode( backend.read().get( path )?.body );

const findingsIn = ( events: readonly PublishEvent[] ) =>
	events.flatMap( ( event ) =>
		event.type === 'finding' ? [ event.finding ] : []
	);

describe( 'a publish', () => {
	it( 'renders the site and puts pages, assets and 404 page on the target', async () => {
		const target = new MemoryTarget( { baseUrl: 'https://out.test/sub/' } );
		const { running, services } = publish( {
			targets: { memory: () => target },
		} );
		await expect( running ).resolves.toMatchObject( {
			status: 'success',
			pageCount: 2,
			fileCount: 6,
			providers: [
				{
					providerId: 'memory',
					deploymentType: 'static_site',
					success: true,
					uploaded: 6,
					receipt: { url: 'https://out.test/sub/' },
				},
			],
		} );
		expect( [ ...target.backend.read().keys() ].sort() ).toEqual( [
			'404.html',
			'about/index.html',
			'index.html',
			'logo.png',
			'paper.png',
			'style.css',
		] );
		expect( textOf( target.backend, 'index.html' ) ).toContain(
			'href="https://out.test/sub/about/"'
		);
		expect( textOf( target.backend, 'style.css' ) ).toContain(
			'https://out.test/sub/paper.png'
		);
		expect( services.content.isDisposed ).toBe( true );
	} );

	it( 'lets no file name the WordPress origin', async () => {
		const target = new MemoryTarget( { baseUrl: 'https://out.test/' } );
		await publish( { targets: { memory: () => target } } ).running;
		for ( const path of target.backend.read().keys() ) {
			expect( textOf( target.backend, path ) ).not.toContain(
				'site.test'
			);
		}
	} );

	it( 'uploads nothing the second time', async () => {
		const backend = new MemoryBackend();
		const targets = {
			memory: () =>
				new MemoryTarget( { backend, baseUrl: 'https://out.test/' } ),
		};
		await publish( { targets } ).running;
		await expect( publish( { targets } ).running ).resolves.toMatchObject( {
			status: 'success',
			providers: [ { uploaded: 0, removed: 0, unchanged: 6, bytes: 0 } ],
		} );
	} );

	it( 'sends only what differs after one page was edited, and removes what was deleted', async () => {
		const backend = new MemoryBackend();
		const targets = {
			memory: () =>
				new MemoryTarget( { backend, baseUrl: 'https://out.test/' } ),
		};
		const site = new MemorySite( SITE );
		site.set( '/more/', { body: html( 'More' ), listedAs: 'post' } );
		await publish( { site, targets } ).running;
		site.delete( '/more/' );
		site.set( '/about/', { body: html( 'Edited' ), listedAs: 'post' } );
		const { providers } = await publish( { site, targets } ).running;
		expect( providers ).toMatchObject( [
			{ uploaded: 1, removed: 2, unchanged: 4 },
		] );
		expect( backend.read().has( 'more/index.html' ) ).toBe( false );
	} );

	it( 'writes for each target with that target’s own base URL', async () => {
		const a = new MemoryTarget( { baseUrl: 'https://a.test/' } );
		const b = new MemoryTarget( { baseUrl: 'https://b.test/x/' } );
		await publish( { targets: { a: () => a, b: () => b } } ).running;
		expect( textOf( a.backend, 'index.html' ) ).toContain(
			'https://a.test/about/'
		);
		expect( textOf( b.backend, 'index.html' ) ).toContain(
			'https://b.test/x/about/'
		);
	} );

	it( 'makes bytes and hashes once for targets that share a base URL', async () => {
		const hashesFor = async ( ...baseUrls: readonly string[] ) => {
			const services = createTestServices( {
				site: new MemorySite( SITE ),
				targets: Object.fromEntries(
					baseUrls.map( ( baseUrl, index ) => [
						`target-${ index }`,
						() => new MemoryTarget( { baseUrl } ),
					] )
				),
			} );
			let hashes = 0;
			const { status } = await publishSite( {
				services: {
					...services,
					hasher: {
						digest: ( algorithm, body ) => {
							hashes++;
							return services.hasher.digest( algorithm, body );
						},
					},
				},
				records: new MemoryRecords(),
			} );
			expect( status ).toBe( 'success' );
			return hashes;
		};
		const alone = await hashesFor( 'https://a.test/' );
		const shared = await hashesFor( 'https://a.test/', 'https://a.test/' );
		const apart = await hashesFor( 'https://a.test/', 'https://b.test/' );
		expect( shared ).toBe( alone );
		expect( apart ).toBeGreaterThan( alone );
	} );

	it( 'renders once for all targets', async () => {
		const site = new MemorySite( SITE );
		await publish( {
			site,
			targets: {
				a: () => new MemoryTarget(),
				b: () => new MemoryTarget( { baseUrl: 'https://b.test/' } ),
			},
		} ).running;
		expect( new Set( site.requests ).size ).toBe( site.requests.length );
	} );

	it( 'opens no more requests at a time than it was told', async () => {
		const site = new MemorySite( SITE );
		await publish( { site, concurrency: 2 } ).running;
		expect( site.mostInFlight ).toBe( 2 );
	} );

	it( 'publishes to the named providers only', async () => {
		const { running, events } = publish( {
			targets: {
				a: () => new MemoryTarget(),
				b: () => new MemoryTarget(),
			},
			only: [ 'b', 'unheard-of' ],
		} );
		const { providers } = await running;
		expect( providers.map( ( { providerId } ) => providerId ) ).toEqual( [
			'b',
		] );
		expect( findingsIn( events ) ).toMatchObject( [
			{ code: 'unknown_provider' },
		] );
	} );

	it( 'skips every step with a reason when no provider takes part, and does not fail', async () => {
		const site = new MemorySite( SITE );
		const { running, events } = publish( { site, targets: {} } );
		await expect( running ).resolves.toMatchObject( {
			status: 'success',
			providers: [],
		} );
		expect(
			events.filter( ( { type } ) => type === 'step-skip' )
		).toHaveLength( DEFAULT_WORKFLOW.flat().length );
		expect(
			new Set(
				events.flatMap( ( event ) =>
					event.type === 'step-skip' ? [ event.code ] : []
				)
			)
		).toEqual(
			new Set( [
				'no_static_site_provider',
				'no_bundle_provider',
				'no_edge_provider',
			] )
		);
		expect( findingsIn( events ) ).toMatchObject( [
			{ severity: 'warning', code: 'no_provider' },
		] );
		expect( site.requests ).toEqual( [] );
	} );

	it( 'is partial with a warning when one of two providers fails', async () => {
		const { running, events } = publish( {
			targets: {
				good: () => new MemoryTarget(),
				bad: () =>
					new FaultyTarget( new MemoryTarget() ).on( 'prepare' ).fail(
						new AetherError( 'auth_failed', 'Wrong key.', {
							details: { field: 'key', host: 'a' },
						} )
					),
			},
		} );
		const result = await running;
		expect( result.status ).toBe( 'partial' );
		expect( result.providers ).toMatchObject( [
			{ providerId: 'bad', success: false },
			{ providerId: 'good', success: true },
		] );
		// The field is where a person mends it; what else is known stays in this run.
		expect( result.providers[ 0 ]?.error ).toEqual( {
			code: 'auth_failed',
			message: 'Wrong key.',
			field: 'key',
		} );
		expect(
			events.find(
				( event ) =>
					event.type === 'step-end' &&
					event.step === 'uploadStaticSiteFiles'
			)
		).toMatchObject( {
			message: 'Uploaded static site to 1/2 providers',
			code: 'static_site_uploaded',
			counts: { reached: 1, total: 2 },
			level: 'warning',
		} );
	} );

	it( 'fails when every provider fails', async () => {
		const bad = () =>
			new FaultyTarget( new MemoryTarget() )
				.on( 'finalize' )
				.fail( new AetherError( 'remote_rejected', 'No.' ) );
		const { running, records } = publish( {
			targets: { a: bad, b: bad },
		} );
		await expect( running ).resolves.toMatchObject( {
			status: 'failed',
			error: {
				code: 'all_providers_failed',
				message: 'Step failed: Failed to upload to any provider',
			},
			providers: [ { success: false }, { success: false } ],
		} );
		expect( records.records[ 0 ]?.summary?.status ).toBe( 'failed' );
	} );

	it( 'keeps what each provider reached when another deployment type of the same publish reached none', async () => {
		const target = () =>
			new MemoryTarget( { baseUrl: 'https://out.test/' } );
		const { running, records } = publish( {
			targets: { a: target, b: target },
			registeredSteps: new Map( [
				[
					'uploadSiteArchive',
					{
						id: 'uploadSiteArchive',
						label: 'Upload blueprint bundle',
						run: async ( context ) =>
							assertAnySucceeded(
								await deployToProviders(
									context as PublishContext,
									{
										deploymentType: 'blueprint_bundle',
										providerIds: [ 'a' ],
										manifestFor: async () => {
											throw new AetherError(
												'remote_rejected',
												'No.'
											);
										},
									}
								)
							),
					},
				],
			] ),
		} );
		const { status, providers } = await running;
		expect( status ).toBe( 'failed' );
		expect(
			providers
				.map( ( { deploymentType, providerId, success } ) => [
					deploymentType,
					providerId,
					success,
				] )
				.sort()
		).toEqual( [
			[ 'blueprint_bundle', 'a', false ],
			[ 'static_site', 'a', true ],
			[ 'static_site', 'b', true ],
		] );
		expect( records.records[ 0 ]?.summary?.providers ).toEqual( providers );
	} );

	it( 'shows progress that rises to 1 and ends with the summary', async () => {
		const { running, events } = publish();
		const { publishId, ...summary } = await running;
		const fractions = events.flatMap( ( event ) =>
			event.type === 'run-progress' ? [ event.fraction ] : []
		);
		expect( fractions.length ).toBeGreaterThan( 4 );
		expect( fractions ).toEqual(
			[ ...fractions ].sort( ( a, b ) => a - b )
		);
		expect( fractions.at( -1 ) ).toBe( 1 );
		expect( events[ 0 ] ).toMatchObject( { type: 'run-start', seq: 0 } );
		expect( events.at( -1 ) ).toMatchObject( {
			type: 'run-end',
			runId: publishId,
			summary,
		} );
	} );

	it( 'runs a step of a plugin that the filter put into the workflow', async () => {
		const seen: unknown[] = [];
		const { running } = publish( {
			registeredSteps: new Map( [
				[
					'myCustomStep',
					{
						id: 'myCustomStep',
						label: 'Mine',
						run: async ( context: {
							readonly staticSiteProviders: readonly string[];
						} ) => {
							seen.push( context.staticSiteProviders );
						},
					},
				],
			] ),
			filterWorkflow: ( workflow ) => [
				...workflow,
				[ [ 'myCustomStep', 10 ] ],
			],
		} );
		expect( ( await running ).status ).toBe( 'success' );
		expect( seen ).toEqual( [ [ 'memory' ] ] );
	} );
} );

describe( 'the gate', () => {
	it.each< [ string, MemoryResource, string ] >( [
		[
			'a page that prints a PHP error',
			{
				body: html(
					'<b>Warning</b>: x in <b>/srv/a.php</b> on line <b>3</b>'
				),
				listedAs: 'post',
			},
			'php_error_text',
		],
		[ 'an empty page', { body: '', listedAs: 'post' }, 'page_empty' ],
		[
			'a listed page that is not there',
			{ body: html( '' ), status: 404, listedAs: 'post' },
			'page_failed',
		],
		[
			'a page that redirects to itself',
			{ redirect: { to: '/about/' }, listedAs: 'post' },
			'redirect_loop',
		],
		[
			'a page that redirects to the login page',
			{
				redirect: { to: '/wp-login.php', status: 302 },
				listedAs: 'post',
			},
			'page_is_login',
		],
		[
			'a page that would still name WordPress',
			{ body: html( 'sftp://site.test/about/' ), listedAs: 'post' },
			'origin_left',
		],
	] )(
		'stops the publish before any target is opened: %s',
		async ( _name, resource, code ) => {
			let opened = 0;
			const { running, events } = publish( {
				site: new MemorySite( { ...SITE, '/about/': resource } ),
				targets: {
					memory: () => {
						opened++;
						return new MemoryTarget();
					},
				},
			} );
			await expect( running ).resolves.toMatchObject( {
				status: 'failed',
				error: { code: 'build_rejected' },
				providers: [],
			} );
			expect( opened ).toBe( 0 );
			expect( findingsIn( events ) ).toContainEqual(
				expect.objectContaining( {
					severity: 'error',
					code,
					url: 'https://site.test/about/',
				} )
			);
		}
	);

	it( 'stops at a loop of several redirects', async () => {
		const { running } = publish( {
			site: new MemorySite( {
				...SITE,
				'/about/': { redirect: { to: '/round/' }, listedAs: 'post' },
				'/round/': { redirect: { to: '/about/' } },
			} ),
		} );
		await expect( running ).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'build_rejected' },
		} );
	} );

	it( 'lets a broken link pass with a warning', async () => {
		const { running, events } = publish( {
			site: new MemorySite( {
				...SITE,
				'/': {
					body: html( '<a href="/gone/">Gone</a>' ),
					listedAs: 'home',
				},
			} ),
		} );
		expect( ( await running ).status ).toBe( 'success' );
		expect( findingsIn( events ) ).toMatchObject( [
			{
				severity: 'warning',
				code: 'link_broken',
				url: 'https://site.test/',
				subject: 'https://site.test/gone/',
			},
		] );
	} );

	it( 'publishes without a 404 page where the site redirects what is missing', async () => {
		const target = new MemoryTarget();
		const { running, events } = publish( {
			site: new MemorySite( {
				...SITE,
				'/aether-missing/': {
					redirect: { to: '/', status: 302 },
					listedAs: 'not-found',
				},
			} ),
			targets: { memory: () => target },
		} );
		expect( ( await running ).status ).toBe( 'success' );
		expect( target.backend.read().has( '404.html' ) ).toBe( false );
		expect( findingsIn( events ) ).toMatchObject( [
			{ severity: 'warning', code: 'not_found_redirects' },
		] );
	} );

	it( 'stops asking a site that is down', async () => {
		const pages = Array.from(
			{ length: 500 },
			( _, index ): [ string, MemoryResource ] => [
				`/p${ index }/`,
				{ status: 403, body: '', listedAs: 'post' },
			]
		);
		const site = new MemorySite( Object.fromEntries( pages ) );
		const { running } = publish( { site } );
		expect( ( await running ).status ).toBe( 'failed' );
		expect( site.requests.length ).toBeLessThan( 130 );
	} );

	it( 'has nothing to publish where the site lists nothing', async () => {
		const { running } = publish( { site: new MemorySite( {} ) } );
		await expect( running ).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'build_rejected' },
		} );
	} );
} );

describe( 'redirects', () => {
	const moved = () =>
		new MemorySite( {
			...SITE,
			'/': {
				body: html(
					'<a href="/old/#part">Old</a> <a href="/?p=7">Short</a> <a href="/go/">Away</a>'
				),
				listedAs: 'home',
			},
			'/old/': { redirect: { to: '/about/' } },
			'/go/': {
				redirect: { to: 'https://elsewhere.test/x', status: 302 },
			},
			'/?p=7': { redirect: { to: '/about/' } },
		} );

	it( 'are data for the target, but only what a host can match', async () => {
		const target = new MemoryTarget();
		const prepare = target.prepare.bind( target );
		const manifests: unknown[] = [];
		target.prepare = ( manifest, options ) => {
			manifests.push( manifest.redirects );
			return prepare( manifest, options );
		};
		await publish( { site: moved(), targets: { memory: () => target } } )
			.running;
		expect( manifests ).toEqual( [
			[
				{ from: '/go/', to: 'https://elsewhere.test/x', status: 302 },
				{ from: '/old/', to: '/about/', status: 301 },
			],
		] );
	} );

	it( 'begin at a query where the target matches queries', async () => {
		const redirectsOf = async ( matchesQueries: boolean ) => {
			const target = Object.assign(
				new MemoryTarget( { baseUrl: 'https://out.test/' } ),
				{ matchesQueries }
			);
			const prepare = target.prepare.bind( target );
			let redirects: unknown;
			target.prepare = ( manifest, options ) => {
				redirects = manifest.redirects;
				return prepare( manifest, options );
			};
			await publish( {
				site: new MemorySite( {
					...SITE,
					'/?p=7': {
						redirect: { to: '/about/', status: 301 },
						listedAs: 'post',
					},
				} ),
				targets: { memory: () => target },
			} ).running;
			return redirects;
		};
		expect( await redirectsOf( true ) ).toEqual( [
			{ from: '/?p=7', to: '/about/', status: 301 },
		] );
		expect( await redirectsOf( false ) ).toEqual( [] );
	} );

	it( 'lead to where the target has it, whatever WordPress calls it', async () => {
		const target = new MemoryTarget( {
			baseUrl: 'https://out.test/sub/',
		} );
		const prepare = target.prepare.bind( target );
		let redirects: unknown;
		target.prepare = ( manifest, options ) => {
			redirects = manifest.redirects;
			return prepare( manifest, options );
		};
		await publish( {
			site: new MemorySite( {
				...SITE,
				'/feed/': {
					body: '<rss/>',
					contentType: 'application/rss+xml',
					listedAs: 'feed',
				},
				'/rss/': {
					redirect: { to: '/feed/#a', status: 308 },
					listedAs: 'feed',
				},
				'/a/': {
					redirect: { to: '/b/', status: 302 },
					listedAs: 'post',
				},
				'/b/': { redirect: { to: '/about/', status: 307 } },
			} ),
			targets: { memory: () => target },
		} ).running;
		expect( redirects ).toEqual( [
			{ from: '/a/', to: '/b/', status: 302 },
			{ from: '/b/', to: '/about/', status: 307 },
			{ from: '/rss/', to: '/feed/index.xml#a', status: 308 },
		] );
	} );

	it( 'are resolved in references', async () => {
		const target = new MemoryTarget( { baseUrl: 'https://out.test/' } );
		await publish( { site: moved(), targets: { memory: () => target } } )
			.running;
		const home = textOf( target.backend, 'index.html' );
		expect( home ).toContain( 'href="https://out.test/about/#part"' );
		expect( home ).toContain( 'href="https://out.test/about/">Short' );
		expect( home ).toContain( 'href="https://elsewhere.test/x">Away' );
	} );
} );

describe( 'the lease', () => {
	it( 'is refused while another publish runs, and the content store is freed', async () => {
		const records = new MemoryRecords();
		await records.open( {}, { signal: new AbortController().signal } );
		const { running, services, events } = publish( { records } );
		await expect( running ).rejects.toMatchObject( {
			code: 'publish_running',
		} );
		expect( events ).toEqual( [] );
		expect( services.content.isDisposed ).toBe( true );
	} );

	it( 'can be taken over', async () => {
		const records = new MemoryRecords();
		await records.open( {}, { signal: new AbortController().signal } );
		const { running } = publish( { records, takeOver: true } );
		expect( ( await running ).status ).toBe( 'success' );
	} );

	it( 'says what the run is for, so that whoever continues it reaches no other place', async () => {
		const one = publish( { only: [ 'a' ] } );
		await one.running;
		expect( one.records.records[ 0 ]?.only ).toEqual( [ 'a' ] );
		const all = publish();
		await all.running;
		expect( all.records.records[ 0 ] ).not.toHaveProperty( 'only' );
	} );

	it( 'is kept by heartbeats that tell how far the run is', async () => {
		const { site, isHanging } = hangingSite();
		const { running, services, records, events } = publish( { site } );
		// How many pages there are is told with the first that is there.
		await until(
			() =>
				isHanging() &&
				events.some(
					( event ) =>
						event.type === 'step-progress' &&
						event.step === 'renderStaticSite' &&
						event.total !== null
				)
		);
		await services.clock.advance( 2000 );
		expect( records.records[ 0 ]?.heartbeats ).toMatchObject( [
			{
				step: 'renderStaticSite',
				fraction: expect.any( Number ),
				loaded: expect.any( Number ),
				total: expect.any( Number ),
			},
			{ step: 'renderStaticSite' },
		] );
		await services.clock.run( running );
		expect( services.clock.pending ).toBe( 0 );
	} );

	it( 'ends the run as cancelled when it is lost in the middle', async () => {
		const { site, isHanging } = hangingSite();
		const { running, services, records, events } = publish( { site } );
		await until( isHanging );
		records.loseLease();
		await services.clock.advance( 20_000 );
		await expect( running ).resolves.toMatchObject( {
			status: 'cancelled',
			error: { code: 'lease_lost' },
		} );
		expect( services.content.isDisposed ).toBe( true );
		expect( events.at( -1 )?.type ).toBe( 'run-end' );
	} );

	it( 'is given back after success, failure and cancel', async () => {
		const records = new MemoryRecords();
		await publish( { records } ).running;
		await publish( { records, site: new MemorySite( {} ) } ).running;
		const { site, isHanging } = hangingSite();
		const third = publish( { records, site } );
		await until( isHanging );
		third.cancel.abort();
		await third.running;
		expect(
			records.records.map( ( { summary } ) => summary?.status )
		).toEqual( [ 'success', 'failed', 'cancelled' ] );
		await expect( publish( { records } ).running ).resolves.toBeDefined();
	} );

	it( 'that cannot be given back is logged, and the outcome stands', async () => {
		const records = new MemoryRecords();
		const { running, services } = publish( {
			records,
			onEvent: ( { type } ) =>
				type === 'provider-end' && records.loseLease(),
		} );
		expect( ( await running ).status ).toBe( 'success' );
		expect( services.logger.entries ).toContainEqual(
			expect.objectContaining( { level: 'warn' } )
		);
	} );
} );

describe( 'cancelling', () => {
	it.each( [
		'discoverAssets',
		'getStaticSiteUrls',
		'renderStaticSite',
		'uploadStaticSiteFiles',
	] )(
		'at the start of %s ends as cancelled, without failed providers',
		async ( step ) => {
			const cancel = new AbortController();
			const target = new MemoryTarget();
			const { running, records, services } = publish( {
				targets: { memory: () => target },
				signal: cancel.signal,
				onEvent: ( event ) => {
					if ( event.type === 'step-start' && event.step === step ) {
						cancel.abort();
					}
				},
			} );
			await expect( running ).resolves.toMatchObject( {
				status: 'cancelled',
				providers: [],
			} );
			expect( records.records[ 0 ]?.summary?.status ).toBe( 'cancelled' );
			expect( target.backend.read().size ).toBe( 0 );
			expect( services.content.isDisposed ).toBe( true );
			expect( services.clock.pending ).toBe( 0 );
		}
	);

	it( 'during an upload discards what was begun, and the next publish completes it', async () => {
		const backend = new MemoryBackend();
		const cancel = new AbortController();
		const target = new FaultyTarget(
			new MemoryTarget( { backend, maxConcurrency: 1 } )
		);
		const { running } = publish( {
			targets: { memory: () => target },
			signal: cancel.signal,
			onEvent: ( event ) => {
				if (
					event.type === 'provider-progress' &&
					event.loaded === 2
				) {
					cancel.abort();
				}
			},
		} );
		expect( ( await running ).status ).toBe( 'cancelled' );
		expect( target.calls.at( -1 ) ).toBe( 'discard' );
		expect( target.calls ).not.toContain( 'finalize' );
		expect( backend.read().size ).toBe( 0 );
		const again = publish( {
			targets: { memory: () => new MemoryTarget( { backend } ) },
		} );
		expect( ( await again.running ).status ).toBe( 'success' );
		expect( backend.read().size ).toBe( 6 );
	} );

	it( 'ends the wait before a retry', async () => {
		const site = new MemorySite( SITE );
		site.fail( '/', { kind: 'status', status: 503, headers: {} } );
		const { running, services, cancel } = publish( { site } );
		await until( () => services.clock.sleeps.includes( 375 ) );
		cancel.abort();
		expect( ( await running ).status ).toBe( 'cancelled' );
		expect( services.clock.pending ).toBe( 0 );
	} );

	it( 'before it begins opens no record', async () => {
		const { running, records } = publish( { signal: AbortSignal.abort() } );
		await expect( running ).rejects.toHaveProperty( 'name', 'AbortError' );
		expect( records.records ).toEqual( [] );
	} );
} );

/** One page does not answer until its request is given up. */
function hangingSite() {
	const site = new MemorySite( SITE );
	site.fail( '/about/', { kind: 'hang' } );
	return { site, isHanging: () => site.requests.includes( '/about/' ) };
}

describe( 'publishing with errors that a person accepts', () => {
	const withPhpError = () => {
		const site = new MemorySite( SITE );
		site.set( '/about/', {
			body: html(
				'<b>Warning</b>: x in <b>/srv/a.php</b> on line <b>3</b>'
			),
			listedAs: 'post',
		} );
		return site;
	};

	it( 'keeps in the record what was accepted', async () => {
		const records = new MemoryRecords();
		const { running, events } = publish( {
			site: withPhpError(),
			records,
			acceptFindings: [ 'php_error_text' ],
		} );
		await expect( running ).resolves.toMatchObject( {
			status: 'success',
			overridden: [ 'php_error_text' ],
		} );
		expect( records.records[ 0 ]?.summary?.overridden ).toEqual( [
			'php_error_text',
		] );
		expect( findingsIn( events ) ).toContainEqual(
			expect.objectContaining( {
				code: 'php_error_text',
				severity: 'error',
				accepted: true,
			} )
		);
	} );

	it( 'does not stretch to any other error', async () => {
		const target = new MemoryTarget();
		const { running } = publish( {
			site: withPhpError(),
			targets: { memory: () => target },
			acceptFindings: [ 'page_empty' ],
		} );
		await expect( running ).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'build_rejected' },
		} );
		expect( target.backend.read().size ).toBe( 0 );
	} );

	it( 'leaves the record of a clean publish without a word of it', async () => {
		const result = await publish( { acceptFindings: true } ).running;
		expect( result ).not.toHaveProperty( 'overridden' );
	} );
} );

describe( 'a site that shrinks', () => {
	const pagesNamed = ( ...names: readonly string[] ) =>
		new MemorySite( {
			'/': { body: html( 'Home' ), listedAs: 'home' },
			...Object.fromEntries(
				names.map( ( name ) => [
					`/${ name }/`,
					{ body: html( name ), listedAs: 'post' },
				] )
			),
		} );
	const big = () => pagesNamed( 'a', 'b', 'c', 'd', 'e', 'f' );
	const small = () => pagesNamed( 'a', 'b' );

	it( 'is not published over the larger one, until a person says so', async () => {
		const records = new MemoryRecords();
		const backend = new MemoryBackend();
		const targets = { memory: () => new MemoryTarget( { backend } ) };
		await publish( { site: big(), records, targets } ).running;
		const before = backend.read().size;

		const refused = publish( { site: small(), records, targets } );
		await expect( refused.running ).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'build_rejected' },
		} );
		expect( findingsIn( refused.events ) ).toMatchObject( [
			{ code: 'asset_missing' },
			{ code: 'page_count_fell' },
		] );
		expect( backend.read().size ).toBe( before );

		const options = { site: small(), records, targets };
		await expect(
			publish( { ...options, acceptFindings: [ 'page_count_fell' ] } )
				.running
		).resolves.toMatchObject( { status: 'success' } );
		await expect( publish( options ).running ).resolves.toMatchObject( {
			status: 'success',
			pageCount: 3,
		} );
	} );
} );

describe( 'the rules of a site', () => {
	it( 'say how many pages it may lose', async () => {
		const records = new MemoryRecords();
		const lists = ( count: number ) =>
			new MemorySite(
				Object.fromEntries(
					Array.from( { length: count }, ( _, index ) => [
						`/${ index }/`,
						{ body: '<html></html>', listedAs: 'post' },
					] )
				)
			);
		const status = async ( count: number, largestPageLoss: number ) =>
			(
				await publish( {
					site: lists( count ),
					records,
					rules: { ...NO_RULES, largestPageLoss },
				} ).running
			).status;
		expect( await status( 10, 20 ) ).toBe( 'success' );
		expect( await status( 4, 59 ) ).toBe( 'failed' );
		expect( await status( 4, 60 ) ).toBe( 'success' );
	} );

	it( 'take pages and files out, and name what refers to them', async () => {
		const target = new MemoryTarget();
		const { running, events } = publish( {
			targets: { memory: () => target },
			rules: {
				...NO_RULES,
				excludePages: [ '/about/' ],
				excludeAssets: [ '/paper.*' ],
			},
		} );
		await running;
		expect( [ ...target.backend.read().keys() ].sort() ).toEqual( [
			'404.html',
			'index.html',
			'style.css',
		] );
		expect( findingsIn( events ) ).toMatchObject( [
			{ code: 'target_missing', subject: 'https://site.test/about/' },
			{ code: 'target_missing', subject: 'https://site.test/paper.png' },
		] );
	} );

	it( 'make a query a page of its own, with the links to it', async () => {
		const site = new MemorySite( {
			'/': {
				body: html( '<a href="/shop/?colour=red#top">Red</a>' ),
				listedAs: 'home',
			},
			'/shop/?colour=red': { body: html( 'Red things' ) },
			'/style.css': {},
		} );
		const target = new MemoryTarget( { baseUrl: 'https://out.test/' } );
		await publish( {
			site,
			targets: { memory: () => target },
			rules: { ...NO_RULES, queryPages: [ '/shop/?colour=*' ] },
		} ).running;
		const path = [ ...target.backend.read().keys() ].find( ( name ) =>
			name.startsWith( 'shop/query-colour-red-' )
		);
		expect( path ).toBeDefined();
		expect( textOf( target.backend, 'index.html' ) ).toContain(
			`https://out.test/${ path?.replace( 'index.html', '' ) }#top`
		);
	} );

	it( 'that leave nothing are no publish', async () => {
		await expect(
			publish( { rules: { ...NO_RULES, includePages: [ '/none/' ] } } )
				.running
		).resolves.toMatchObject( {
			status: 'failed',
			error: { code: 'build_rejected' },
		} );
	} );
} );

describe( 'what the history keeps of a publish', () => {
	it( 'is its log, and each file with the reason to send it', async () => {
		const { running, records } = publish();
		await running;
		const notes = records.records[ 0 ]?.notes ?? [];
		expect( notes.map( ( { part } ) => part ) ).toEqual( [
			...notes.keys(),
		] );
		const lines = notes.flatMap( ( note ) => note.lines );
		expect( lines.at( 0 ) ).toMatchObject( {
			level: 'info',
			kind: 'step-start',
			step: 'discoverAssets',
		} );
		expect( lines.map( ( { message } ) => message ) ).toContain(
			'Uploaded static site to 1/1 providers'
		);
		const files = notes.flatMap( ( note ) => note.files );
		expect( files ).toHaveLength( 6 );
		expect( files ).toContainEqual( {
			path: 'about/index.html',
			reason: 'new',
			providerId: 'memory',
			deploymentType: 'static_site',
		} );
	} );

	it( 'is kept of one that was cancelled', async () => {
		const { running, records, cancel } = publish( {
			onEvent: ( event ) =>
				event.type === 'provider-plan' && cancel.abort(),
		} );
		await expect( running ).resolves.toMatchObject( {
			status: 'cancelled',
		} );
		const notes = records.records[ 0 ]?.notes ?? [];
		expect( notes.flatMap( ( { files } ) => files ) ).toHaveLength( 6 );
	} );
} );
