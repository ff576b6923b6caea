import type {
	DeploymentManifest,
	PublishFile,
	Redirect,
	TargetPath,
} from '@aether/provider-sdk';
import pLimit from 'p-limit';
import { createTargetAddresses } from '../addresses';
import { closedRobots, readsRobots } from '../environments';
import type { PublishServices } from '../ports';
import type {
	RenderedResource,
	RenderedSite,
} from '../rendering/rendered-site';
import { cachePolicy } from './cache-policy';
import { SiteFile } from './site-file';
import { createTargetBytes, type Destination } from './target-bytes';

/** Documents that are rewritten at a time: enough to keep hashing and reading busy, few enough for memory. */
const CONCURRENCY = 8;

export interface SiteManifestsOptions {
	/** UUID of the publish. */
	readonly publishId: string;
	readonly site: RenderedSite;
	readonly services: Pick< PublishServices, 'content' | 'hasher' >;
	readonly signal: AbortSignal;
}

/** Turns one rendered site into a manifest per destination; each is made once, however many targets share it. */
export class SiteManifests {
	readonly #options: SiteManifestsOptions;
	readonly #made = new Map< string, Promise< DeploymentManifest > >();

	constructor( options: SiteManifestsOptions ) {
		this.#options = options;
	}

	for( destination: Destination ): Promise< DeploymentManifest > {
		const {
			urlStyle,
			robots,
			matchesQueries = false,
			baseUrl,
		} = destination;
		const key = `${ urlStyle } ${ robots } ${ matchesQueries } ${ baseUrl }`;
		let manifest = this.#made.get( key );
		if ( ! manifest ) {
			manifest = createSiteManifest( destination, this.#options );
			this.#made.set( key, manifest );
		}
		return manifest;
	}
}

async function createSiteManifest(
	destination: Destination,
	options: SiteManifestsOptions
): Promise< DeploymentManifest > {
	const { publishId, site, services, signal } = options;
	const bytesFor = createTargetBytes( site, destination, services.content );

	const fileFor = async (
		resource: RenderedResource
	): Promise< PublishFile > => {
		signal.throwIfAborted();
		const { path, contentType, references, isGzipped, isVersioned } =
			resource;
		const common = {
			path,
			contentType,
			cacheControl: cachePolicy( path, contentType, isVersioned ),
			hasher: services.hasher,
		};
		if ( references === null && ! isGzipped ) {
			return new SiteFile( {
				...common,
				size: resource.size,
				sha256: resource.sha256,
				read: () => services.content.open( resource.sha256 ),
			} );
		}
		const bytes = await bytesFor( resource );
		return new SiteFile( {
			...common,
			size: bytes.length,
			sha256: await services.hasher.digest( 'sha256', bytes ),
			read: async () =>
				new Blob( [
					( await bytesFor( resource ) ) as Uint8Array< ArrayBuffer >,
				] ),
		} );
	};

	const { baseUrl, robots } = destination;
	const files = [
		...( await pLimit( CONCURRENCY ).map( site.resources, fileFor ) ),
		// The last one of a path wins.
		...( robots === 'noindex' && readsRobots( baseUrl )
			? [ await closedRobots( services.hasher ) ]
			: [] ),
	];
	return {
		publishId,
		deploymentType: 'static_site',
		baseUrl,
		files: new Map< TargetPath, PublishFile >(
			files.map( ( file ) => [ file.path, file ] )
		),
		redirects: manifestRedirects( site, destination ),
		...( site.notFound === undefined ? {} : { notFound: site.notFound } ),
		...( robots === undefined ? {} : { robots } ),
	};
}

/**
 * What the host can match: a path, and a query only where it says so. References to an address with a query were written
 * as where it leads, but links from elsewhere are not ours.
 *
 * @param site
 * @param destination
 */
function manifestRedirects(
	site: RenderedSite,
	destination: Destination
): Redirect[] {
	const { addresses, paths, redirects } = site;
	const target = createTargetAddresses( {
		...destination,
		paths,
		site: addresses,
	} );
	const base = target.addressOf( addresses.homeUrl ) ?? '';
	/**
	 * Where an address of the site is published, which is not always where WordPress has it: a feed is a file.
	 *
	 * @param url
	 */
	const placeOf = ( url: string ): string => {
		const address = target.addressOf( url );
		return address === null ? url : `/${ address.slice( base.length ) }`;
	};
	return redirects
		.list()
		.filter(
			( { from } ) =>
				destination.matchesQueries === true || ! from.includes( '?' )
		)
		.map( ( { from, to, status } ) => ( {
			from: `/${ addresses.pathBelowBase( from ) }${ new URL( from ).search }`,
			to: placeOf( to ),
			status,
		} ) );
}
