/**
 * The settings and publish routes of docs/rest-api.md in memory, for the page's specs.
 */
import type { ProviderConfig, SecretStatus } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import type { PublishStatistics } from '../history/statistics-api';
import type { RunningPublish } from '../publishing/running-publish';
import type { UnpublishedChanges } from '../publishing/unpublished-changes';

const refuse = ( code: string, status: number, data: object = {} ) =>
	Response.json(
		{ code: `aether_${ code }`, message: code, data: { status, ...data } },
		{ status }
	);

const idIn = ( route: string ): string =>
	decodeURIComponent( route.split( '/' ).at( -1 ) ?? '' );

export class FakeSite {
	readonly requests: string[] = [];
	readonly providers: Record< string, Record< string, unknown > > = {};
	revision = 1;
	rules: Record< string, readonly string[] | number > = {};
	bundle: object | undefined;
	environments: readonly object[] | undefined;
	/** Whether every save finds that somebody else was faster. */
	isBusy = false;
	/** What every save waits for, as on a slow host. */
	hold: Promise< unknown > | null = null;
	/** What is wrong with every environment. */
	environmentIssue: string | null = null;
	/** What there is to choose from for a bundle. */
	bundleChoices: object = {
		plugins: [],
		postTypes: [],
		entries: [],
		mayChooseOptions: false,
	};
	/** Options of plugins that a search finds. */
	pluginOptions: readonly object[] = [];
	/** What every search for entries finds. */
	found: readonly object[] = [];
	/** What was published so far, newest first. */
	records: readonly object[] = [];
	/** What was written since the last publish. */
	changes: UnpublishedChanges = { since: null, count: 0, isMore: false };
	/** What can be learned of the latest publishes. */
	statistics: PublishStatistics = {
		publishes: 0,
		providers: [],
		measures: [],
	};
	/** How long logs are kept. */
	days = 365;
	refusesRetention = false;
	/** What a publish left behind: a list's answer by its route, which ends in `log` or `files`, and its query. */
	journal: (
		list: 'log' | 'files',
		query: URLSearchParams
	) => Response | Promise< Response > = () =>
		Response.json( { items: [], total: 0, omitted: 0 } );
	readonly schemas: Record< string, readonly { readonly id: string }[] > = {};
	pages: readonly string[] = [];
	readonly secrets: Record< string, Record< string, SecretStatus > > = {};
	/** Answers instead of what the site tells of itself. */
	siteAnswer: ( () => Response | Promise< Response > ) | null = null;
	/** Answers instead of the list of publishes, until it is taken away. */
	historyAnswer:
		( ( page: number ) => Response | Promise< Response > ) | null = null;
	/** Whether a publish of somebody else cannot be stopped. */
	refusesCancel = false;
	running: ( RunningPublish & { readonly status: 'running' } ) | null = null;
	/** Answers instead of the settings routes, until it is taken away. */
	settingsAnswer: ( () => Response | Promise< Response > ) | null = null;

	readonly rest: SiteRest = async ( route, init = {} ) => {
		init.signal?.throwIfAborted();
		const method = init.method ?? 'GET';
		this.requests.push( `${ method } ${ route }` );
		if ( route.startsWith( 'aether/v1/publishes' ) ) {
			return this.#answerPublishes( route );
		}
		if ( route === 'aether/v1/audit/retention' ) {
			return this.#answerRetention( init );
		}
		if ( route.startsWith( 'aether/v1/site' ) ) {
			return this.#answerSite( route );
		}
		if ( route === 'aether/v1/bundle/choices' ) {
			return Response.json( this.bundleChoices );
		}
		if ( route.startsWith( 'aether/v1/bundle/options' ) ) {
			return Response.json( { chosen: [], found: this.pluginOptions } );
		}
		if ( route.startsWith( 'wp/v2/search' ) ) {
			return Response.json( this.found );
		}
		if ( this.settingsAnswer ) {
			return this.settingsAnswer();
		}
		const body =
			init.body === undefined ? {} : JSON.parse( String( init.body ) );
		if ( route.startsWith( 'aether/v1/settings/schema' ) ) {
			return this.#answerSchema( route, body );
		}
		if ( method === 'PUT' ) {
			await this.hold;
		}
		if ( this.isBusy && method === 'PUT' ) {
			this.revision++;
		}
		if ( route === 'aether/v1/settings/rules' ) {
			return this.#saveRules( body );
		}
		if ( route === 'aether/v1/settings/environments' ) {
			return this.#saveEnvironments( body );
		}
		if ( route === 'aether/v1/settings/bundle' ) {
			return this.#saveBundle( body );
		}
		if ( method === 'DELETE' ) {
			delete this.providers[ idIn( route ) ];
			return this.#settings();
		}
		return method === 'PUT' ? this.#save( route, body ) : this.#settings();
	};

	async #answerRetention( { body }: RequestInit ): Promise< Response > {
		if ( this.refusesRetention ) {
			return refuse( 'permission_denied', 403 );
		}
		await this.hold;
		this.days = body ? JSON.parse( String( body ) ).days : this.days;
		return Response.json( { days: this.days } );
	}

	#answerSite( route: string ): Response | Promise< Response > {
		if ( this.siteAnswer ) {
			return this.siteAnswer();
		}
		if ( route === 'aether/v1/site/changes' ) {
			return Response.json( this.changes );
		}
		const home = 'https://wordpress.test/';
		if ( route === 'aether/v1/site' ) {
			return Response.json( { homeUrl: home } );
		}
		const paths = route.includes( '/urls' ) ? this.pages : [];
		return Response.json( {
			items: paths.map( ( path ) => ( {
				url: home + path.slice( 1 ),
			} ) ),
			next: null,
		} );
	}

	#answerSchema(
		route: string,
		{ fields }: { fields?: readonly { readonly id: string }[] }
	): Response {
		if ( fields ) {
			this.schemas[ route.split( '/' ).at( -1 ) ?? '' ] = fields;
		}
		return Response.json( this.schemas );
	}

	#saveRules( {
		revision,
		rules,
	}: {
		revision: number;
		rules: Record< string, readonly string[] | number >;
	} ): Response {
		if ( revision !== this.revision ) {
			return refuse( 'conflict', 409 );
		}
		this.rules = { ...this.rules, ...rules };
		this.revision++;
		return this.#settings();
	}

	#saveBundle( {
		revision,
		bundle,
	}: {
		revision: number;
		bundle: object;
	} ): Response {
		if ( revision !== this.revision ) {
			return refuse( 'conflict', 409 );
		}
		this.bundle = { ...this.bundle, ...bundle };
		this.revision++;
		return this.#settings();
	}

	#saveEnvironments( {
		revision,
		environments,
	}: {
		revision: number;
		environments: readonly object[];
	} ): Response {
		if ( revision !== this.revision ) {
			return refuse( 'conflict', 409 );
		}
		if ( this.environmentIssue !== null ) {
			return refuse( 'config_invalid', 400, {
				issues: [
					{
						field: 'staging',
						code: 'custom',
						message: this.environmentIssue,
					},
				],
			} );
		}
		this.environments = environments;
		this.revision++;
		return this.#settings();
	}

	#settings(): Response {
		return Response.json( {
			revision: this.revision,
			providers: this.providers,
			secrets: this.secrets,
			rules: this.rules,
			bundle: this.bundle,
			environments: this.environments,
		} );
	}

	#save(
		route: string,
		{ revision, config }: { revision: number; config: ProviderConfig }
	): Response {
		if ( revision !== this.revision ) {
			return refuse( 'conflict', 409 );
		}
		if ( config.public_url === 'https://refused.test/' ) {
			return refuse( 'config_invalid', 400, {
				issues: [
					{
						field: 'public_url',
						code: 'custom',
						message: 'Not this one.',
					},
				],
			} );
		}
		const id = idIn( route );
		this.providers[ id ] = { ...this.providers[ id ], ...config };
		this.revision++;
		return this.#settings();
	}

	#answerPublishes( route: string ): Response | Promise< Response > {
		const [ path = '', query ] = route.split( '?' );
		const list = path.split( '/' ).at( -1 );
		if ( list === 'log' || list === 'files' ) {
			return this.journal( list, new URLSearchParams( query ) );
		}
		if ( list === 'statistics' ) {
			return Response.json( this.statistics );
		}
		if ( route.endsWith( '/cancel' ) ) {
			if ( this.refusesCancel ) {
				return refuse( 'permission_denied', 403 );
			}
			this.running = null;
			return Response.json( {} );
		}
		if ( this.historyAnswer ) {
			return this.historyAnswer(
				Number( new URLSearchParams( query ).get( 'page' ) )
			);
		}
		return Response.json( this.running ? [ this.running ] : this.records, {
			headers: { 'X-WP-Total': String( this.records.length ) },
		} );
	}
}

/**
 * Makes a host slow.
 *
 * @param site
 * @return Lets its saves go on.
 */
export function holdSaves( site: FakeSite ): () => void {
	let release = () => {};
	site.hold = new Promise< void >( ( resolve ) => {
		release = resolve;
	} );
	return release;
}
