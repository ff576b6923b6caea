import { AetherError, toAetherError } from '@aether/provider-sdk';
import { toCheckedResponse } from '../gate/checked-response';
import { findingForDeadEnd, NOT_FOUND_REDIRECTS } from '../gate/dead-end';
import { type Failure, findingForFailure } from '../gate/failed-response';
import { LooseEnds } from '../gate/loose-ends';
import {
	createOriginSearch,
	originLeft,
	type OriginSearch,
} from '../gate/origin-left';
import { PageEnds } from '../gate/page-end';
import { PinnedFiles } from '../gate/pinned-files';
import { checkResponse } from '../gate/response-checks';
import type { SiteResponse } from '../ports';
import { scanDocument } from '../references';
import type { Reference, ReferenceRole } from '../references/types';
import { compileRules } from '../rules';
import { AdaptiveConcurrency } from './adaptive-concurrency';
import { AssetVersions } from './asset-versions';
import type { CrawlOptions } from './crawl-options';
import { fetchResource } from './fetch-resource';
import { createFollowRules, type FollowRules, rulePath } from './follow-rules';
import { Frontier, type FrontierEntry } from './frontier';
import { gunzip, isGzip, isGzippedXml } from './gzip';
import { runPipeline } from './pipeline';
import { RedirectMap } from './redirect-map';
import { ReferenceArena } from './reference-arena';
import type { RenderedResource } from './rendered-site';

/** A site with more failing addresses than this is down; asking on would only hurt it. */
const MOST_ERRORS = 100;
/** Followed addresses beyond the inventory: an endless calendar must not run for ever. */
const MOST_FOLLOWED = 250_000;

/** Addresses that are not looked at again: themes repeat the same few hundred on every page. */
const MOST_SEEN = 20_000;

/** How a document in a gzip file is published: in one, whatever the server made of it on the way. */
const GZIPPED = { contentType: 'application/gzip', isGzipped: true } as const;
const FALLBACK_CONTENT_TYPE = 'application/octet-stream';

/** A resource whose place on the target is not decided yet. */
export type RenderedBody = Omit< RenderedResource, 'path' >;

type Loaded =
	{ readonly response: SiteResponse } | { readonly failure: Failure };

/** One walk over the site: fetches, keeps, scans and follows until nothing new is found. */
export class Crawl {
	readonly arena = new ReferenceArena();
	readonly redirects = new RedirectMap();
	readonly bodies: RenderedBody[] = [];
	readonly looseEnds = new LooseEnds();
	readonly pageEnds = new PageEnds();
	readonly pinnedFiles = new PinnedFiles();
	readonly versions = new AssetVersions();
	readonly #options: CrawlOptions;
	readonly #concurrency: AdaptiveConcurrency;
	readonly #frontier = new Frontier();
	readonly #follow: FollowRules;
	readonly #searchOrigin: OriginSearch;
	/** URLs, as documents write them, that were looked at in each role: themes repeat themselves. */
	readonly #seen: Readonly< Record< ReferenceRole, Set< string > > > = {
		page: new Set(),
		asset: new Set(),
		mention: new Set(),
		endpoint: new Set(),
	};
	#done = 0;

	constructor( options: CrawlOptions ) {
		this.#options = options;
		const { addresses, assets, urls, information } = options;
		this.#concurrency = new AdaptiveConcurrency(
			options.concurrency,
			options.services.clock
		);
		this.#searchOrigin = createOriginSearch( addresses );
		const onDisk = new Set< string >();
		for ( const { url } of assets ) {
			const canonical = addresses.canonical( url );
			if ( canonical !== null ) {
				onDisk.add( canonical );
			}
		}
		const rules = compileRules( options.rules ?? information.rules );
		rules.findings.forEach( ( finding ) =>
			options.findings.add( finding )
		);
		this.#follow = createFollowRules(
			{ ...information, homeUrl: addresses.homeUrl },
			( url ) => onDisk.has( url ),
			rules
		);
		for ( const { url, kind } of urls ) {
			const canonical = addresses.canonical( url );
			if (
				canonical !== null &&
				( kind === 'not-found' ||
					rules.allowsPage(
						rulePath( canonical, addresses.homeUrl )
					) )
			) {
				this.#frontier.add( { url: canonical, kind } );
			}
		}
	}

	run(): Promise< void > {
		return runPipeline< FrontierEntry, Loaded >( {
			concurrency: () => this.#concurrency.limit,
			take: () => this.#frontier.take(),
			load: ( entry ) => this.#load( entry ),
			process: async ( entry, loaded ) => {
				if ( 'failure' in loaded ) {
					this.#fail( entry, loaded.failure );
				} else {
					await this.#accept( entry, loaded.response );
				}
				this.#options.onProgress(
					++this.#done,
					this.#frontier.size,
					entry.url
				);
			},
		} );
	}

	async #load( entry: FrontierEntry ): Promise< Loaded > {
		const { services, signal } = this.#options;
		try {
			return {
				response: await fetchResource(
					entry.url,
					services,
					signal,
					( attempt ) =>
						this.#concurrency.observe( {
							...attempt,
							isPage: entry.kind !== 'asset',
						} )
				),
			};
		} catch ( cause ) {
			signal.throwIfAborted();
			const { code, message, status } = toAetherError( cause );
			return {
				failure: {
					code,
					message,
					...( status === undefined ? {} : { status } ),
				},
			};
		}
	}

	#fail( entry: FrontierEntry, failure: Failure ): void {
		const { findings } = this.#options;
		findings.add( findingForFailure( entry, failure ) );
		if ( findings.errorCount >= MOST_ERRORS ) {
			throw new AetherError(
				'build_rejected',
				`The rendering was stopped after ${ MOST_ERRORS } errors; the last was at ${ entry.url }: ${ failure.message }`
			);
		}
	}

	async #accept(
		entry: FrontierEntry,
		response: SiteResponse
	): Promise< void > {
		if ( response.redirect ) {
			this.#redirect( entry, response.redirect );
			return;
		}
		const { status, headers, body } = response;
		const isMissing = status === 404 || status === 410;
		if ( status !== 200 && ! ( isMissing && entry.kind === 'not-found' ) ) {
			this.#fail( entry, {
				status,
				message: `The site answered ${ status }.`,
			} );
			return;
		}
		const rendered = {
			body,
			contentType: headers.get( 'Content-Type' ) ?? FALLBACK_CONTENT_TYPE,
		};
		if ( ! isGzippedXml( entry.url ) ) {
			await this.#keep( entry, status, rendered );
			return;
		}
		try {
			rendered.body = isGzip( body ) ? await gunzip( body ) : body;
		} catch ( cause ) {
			const { code, message } = toAetherError( cause );
			this.#fail( entry, { code, message } );
			return;
		}
		rendered.contentType = 'application/xml';
		await this.#keep( entry, status, rendered, GZIPPED );
	}

	async #keep(
		entry: FrontierEntry,
		status: number,
		{ body, contentType }: { body: Uint8Array; contentType: string },
		published: Partial<
			Pick< RenderedBody, 'contentType' | 'isGzipped' >
		> = {}
	): Promise< void > {
		const { services, addresses, signal, findings } = this.#options;
		const { references, pinned, text, unitBytes } = scanDocument(
			{ url: entry.url, contentType, body },
			addresses
		);
		const checked = toCheckedResponse(
			entry,
			{ status, contentType, body },
			text
		);
		this.pageEnds.observe( checked );
		const leftover =
			text && this.#searchOrigin( { text, unitBytes, references } );
		for ( const finding of [
			...checkResponse( checked ),
			...( leftover ? [ originLeft( entry.url, leftover ) ] : [] ),
		] ) {
			findings.add( finding );
		}
		const sha256 = await services.hasher.digest( 'sha256', body );
		if ( ! services.content.has( sha256 ) ) {
			await services.content.put( sha256, body );
		}
		signal.throwIfAborted();
		for ( const reference of references ) {
			this.#discover( reference, entry.url );
		}
		if ( entry.kind === 'asset' ) {
			this.pinnedFiles.observe( entry.url, references );
		}
		for ( const file of pinned ) {
			this.#pin( file, entry.url );
		}
		this.bodies.push( {
			url: entry.url,
			kind: entry.kind,
			contentType,
			sha256,
			size: body.length,
			references:
				references.length === 0 ? null : this.arena.pack( references ),
			...published,
		} );
	}

	#discover( { url, role }: Reference, referrer: string ): void {
		const seen = this.#seen[ role ];
		if ( seen.has( url ) ) {
			return;
		}
		if ( seen.size >= MOST_SEEN ) {
			seen.clear();
		}
		seen.add( url );
		const canonical = this.#options.addresses.canonical( url );
		const followed =
			canonical === null ? null : this.#follow( role, canonical );
		if ( canonical !== null && followed === null ) {
			this.looseEnds.add( role, canonical, referrer );
		}
		if ( followed?.kind === 'asset' ) {
			this.versions.add( followed.url, url );
		}
		if (
			followed === null ||
			! this.#frontier.add( { ...followed, referrer } )
		) {
			return;
		}
		if ( this.#frontier.size > this.#options.urls.length + MOST_FOLLOWED ) {
			throw new AetherError(
				'build_rejected',
				`More than ${ MOST_FOLLOWED } addresses were found by following links; the last was ${ followed.url }.`
			);
		}
	}

	#pin( url: string, referrer: string ): void {
		const canonical = this.#options.addresses.canonical( url );
		const file =
			canonical === null ? null : this.#follow( 'asset', canonical );
		if ( file !== null ) {
			this.pinnedFiles.pin( referrer, file.url );
		}
	}

	#redirect(
		entry: FrontierEntry,
		{ location, status }: NonNullable< SiteResponse[ 'redirect' ] >
	): void {
		const { addresses, findings } = this.#options;
		if ( entry.kind === 'not-found' ) {
			findings.add( NOT_FOUND_REDIRECTS );
			return;
		}
		const target = addresses.canonical( location, entry.url );
		if ( target === null ) {
			this.redirects.add( { from: entry.url, to: location, status } );
			return;
		}
		const followed = this.#follow( 'page', target );
		if ( target === entry.url || followed === null ) {
			findings.add( findingForDeadEnd( entry, target ) );
			return;
		}
		const { hash } = new URL( location, entry.url );
		this.redirects.add( {
			from: entry.url,
			to: followed.url + hash,
			status,
		} );
		this.#frontier.add( {
			...followed,
			kind: entry.kind === 'asset' ? 'asset' : followed.kind,
			referrer: entry.url,
		} );
	}
}
