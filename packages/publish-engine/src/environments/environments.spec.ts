import type { DeploymentManifest } from '@aether/provider-sdk';
import { MemoryTarget } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemoryRecords, MemorySite } from '../../testing';
import { planSite } from '../plan-site';
import { publishSite } from '../publish-site';
import type { SiteEnvironment } from './types';

const SITE = {
	'/': {
		body: '<html><head><link rel="canonical" href="https://site.test/"><meta property="og:url" content="https://site.test/"></head><body>Home</body></html>',
		listedAs: 'home',
	},
	'/wp-sitemap.xml': {
		body: '<?xml version="1.0"?><urlset><url><loc>https://site.test/</loc></url></urlset>',
		contentType: 'application/xml',
		listedAs: 'sitemap',
	},
} as const;
const ROBOTS = {
	'/robots.txt': {
		body: 'User-agent: *\nDisallow: /wp-admin/\n\nSitemap: https://site.test/wp-sitemap.xml\n',
		contentType: 'text/plain',
		listedAs: 'robots',
	},
} as const;
const CLOSED = 'User-agent: *\nDisallow: /\n';

const environment = (
	more: Partial< SiteEnvironment > = {}
): SiteEnvironment => ( {
	id: 'staging',
	name: 'Staging',
	providers: [ 'bucket' ],
	baseUrl: 'https://staging.test/',
	robots: 'as-site',
	...more,
} );

/** Notes the manifest that it gets. */
class WatchedTarget extends MemoryTarget {
	manifest: DeploymentManifest | undefined;

	override prepare( ...given: Parameters< MemoryTarget[ 'prepare' ] > ) {
		[ this.manifest ] = given;
		return super.prepare( ...given );
	}
}

/**
 * Publishes to a bucket, which is in the environments, and to a pages host, which is in none.
 *
 * @param environments
 * @param resources
 */
function setUp(
	environments?: readonly SiteEnvironment[],
	resources: ConstructorParameters< typeof MemorySite >[ 0 ] = {
		...SITE,
		...ROBOTS,
	}
) {
	const site = new MemorySite( resources );
	const bucket = new WatchedTarget( {
		baseUrl: 'https://bucket.test/sub/',
	} );
	const pages = new WatchedTarget( { baseUrl: 'https://pages.test/' } );
	const services = createTestServices( {
		site: Object.assign( site, {
			getSite: async () => ( {
				...site.information,
				...( environments && { environments } ),
			} ),
		} ),
		targets: { bucket: () => bucket, pages: () => pages },
	} );
	return { bucket, pages, services };
}

const filesOf = ( { backend }: MemoryTarget ): Record< string, string > =>
	Object.fromEntries(
		[ ...backend.read() ].map( ( [ path, { body } ] ) => [
			path,
			new TextDecoder().decode( body ),
		] )
	);

async function publish( ...given: Parameters< typeof setUp > ) {
	const { bucket, pages, services } = setUp( ...given );
	const findings: object[] = [];
	const result = await publishSite( {
		services,
		records: new MemoryRecords(),
		onEvent: ( event ) => {
			if ( event.type === 'finding' ) {
				findings.push( event.finding );
			}
		},
	} );
	return { bucket, pages, result, findings };
}

describe( 'an environment', () => {
	it( 'gives its providers its address, in every file and in the receipt, and leaves the others theirs', async () => {
		const { bucket, pages, result } = await publish( [ environment() ] );
		const files = filesOf( bucket );
		expect( files[ 'index.html' ] ).toContain(
			'<link rel="canonical" href="https://staging.test/"><meta property="og:url" content="https://staging.test/">'
		);
		expect( files[ 'wp-sitemap.xml' ] ).toContain(
			'<loc>https://staging.test/</loc>'
		);
		expect( files[ 'robots.txt' ] ).toContain(
			'Sitemap: https://staging.test/wp-sitemap.xml'
		);
		expect( bucket.manifest?.baseUrl ).toBe( 'https://staging.test/' );
		expect( filesOf( pages )[ 'index.html' ] ).toContain(
			'https://pages.test/'
		);
		expect(
			result.providers
				.map( ( { providerId, receipt, environment: kept } ) => [
					providerId,
					receipt?.url,
					kept,
				] )
				// Whoever has it first stands first.
				.sort()
		).toEqual( [
			[
				'bucket',
				'https://staging.test/',
				{ id: 'staging', name: 'Staging', robots: 'as-site' },
			],
			[ 'pages', 'https://pages.test/', undefined ],
		] );
	} );

	it( 'changes no byte and no word of a manifest where it says nothing', async () => {
		const none = await publish();
		const silent = await publish( [ environment( { baseUrl: '' } ) ] );
		expect( filesOf( silent.bucket ) ).toEqual( filesOf( none.bucket ) );
		expect( silent.findings ).toEqual( none.findings );
		expect( Object.keys( silent.bucket.manifest ?? {} ) ).toEqual(
			Object.keys( none.bucket.manifest ?? {} )
		);
		expect( none.bucket.manifest ).not.toHaveProperty( 'robots' );
	} );

	it.each( [
		[ 'replaces', { ...SITE, ...ROBOTS } ],
		[ 'adds', SITE ],
	] )(
		'for nobody to find %s robots.txt, says so to the host, and touches no page',
		async ( _what, resources ) => {
			const open = await publish( [ environment() ], resources );
			const { bucket, pages, findings } = await publish(
				[ environment( { robots: 'noindex' } ) ],
				resources
			);
			const { 'robots.txt': robots, ...files } = filesOf( bucket );
			const { 'robots.txt': _robots, ...before } = filesOf( open.bucket );
			expect( robots ).toBe( CLOSED );
			expect( files ).toEqual( before );
			expect( bucket.manifest?.robots ).toBe( 'noindex' );
			expect( pages.manifest ).not.toHaveProperty( 'robots' );
			expect( filesOf( pages )[ 'robots.txt' ] ).not.toBe( CLOSED );
			expect( findings ).toEqual( [] );
		}
	);

	it( 'tells two providers of one address apart that search engines may and may not see', async () => {
		const { bucket, pages } = await publish( [
			environment( {
				baseUrl: 'https://pages.test/',
				robots: 'noindex',
			} ),
		] );
		expect( filesOf( bucket )[ 'robots.txt' ] ).toBe( CLOSED );
		expect( filesOf( pages )[ 'robots.txt' ] ).not.toBe( CLOSED );
	} );

	it( 'below the root of a host leaves robots.txt alone and says what to do', async () => {
		const { bucket, findings } = await publish(
			[ environment( { baseUrl: '', robots: 'noindex' } ) ],
			SITE
		);
		expect( filesOf( bucket ) ).not.toHaveProperty( [ 'robots.txt' ] );
		expect( bucket.manifest?.robots ).toBe( 'noindex' );
		expect( findings ).toMatchObject( [
			{
				severity: 'warning',
				code: 'robots_out_of_reach',
				subject: 'https://bucket.test/sub/',
				action: expect.stringContaining( 'X-Robots-Tag' ),
			},
		] );
	} );

	it( 'is seen by a preview as by a publish', async () => {
		const { services, bucket } = setUp(
			[ environment( { robots: 'noindex' } ) ],
			SITE
		);
		const { providers } = await planSite( { services } );
		expect(
			providers
				.find( ( { providerId } ) => providerId === 'bucket' )
				?.plan?.uploads.map( ( { path } ) => path )
		).toContain( 'robots.txt' );
		expect( bucket.manifest?.baseUrl ).toBe( 'https://staging.test/' );
		expect( filesOf( bucket ) ).toEqual( {} );
		expect(
			providers
				.map( ( { providerId, baseUrl, environment: its } ) => [
					providerId,
					baseUrl,
					its?.name,
				] )
				.sort()
		).toEqual( [
			[ 'bucket', 'https://staging.test/', 'Staging' ],
			[ 'pages', 'https://pages.test/', undefined ],
		] );
	} );
} );
