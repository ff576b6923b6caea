/** A WordPress with the plugin, as far as docs/rest-api.md describes them to a host: a real HTTP server in memory. */
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { LocalPlace } from './local-place';

export interface Answer {
	readonly status?: number;
	readonly headers?: Readonly< Record< string, string > >;
	/** An object is sent as JSON. */
	readonly body?: string | Buffer | object;
}

export interface SeenRequest {
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

export type Handler = ( request: SeenRequest ) => Answer | Promise< Answer >;

export interface WordPressStand {
	/** With trailing slash. */
	readonly url: string;
	readonly user: string;
	readonly password: string;
	/** Front-end answers by path; any other path is a 404 page. */
	readonly pages: Map< string, Answer | Handler >;
	/** Replaces the answer of `METHOD route`, the route without `aether/v1/` and query. */
	readonly routes: Map< string, Handler >;
	readonly requests: SeenRequest[];
	/** Bodies of `PATCH publishes/<id>`, in order. */
	readonly patches: Record< string, unknown >[];
	readonly place: LocalPlace;
	readonly stop: () => Promise< void >;
}

const USER = 'editor';
const PASSWORD = 'abcd EFGH ijkl MNOP';
const LEASE = 'lease-1';
const PUBLISH = '0b0f9c1e-8a55-4d2c-9a1d-2f6a0e8f1b11';

const html = ( title: string, body = '' ) =>
	`<!doctype html><html lang="en"><head><title>${ title }</title></head><body>${ body }</body></html>`;

export const htmlPage = ( title: string, body = '' ): Answer => ( {
	headers: { 'Content-Type': 'text/html; charset=UTF-8' },
	body: html( title, body ),
} );

const restError = (
	status: number,
	code: string,
	message: string
): Answer => ( {
	status,
	body: { code, message, data: { status } },
} );

/**
 * What `GET site` answers.
 *
 * @param url
 */
export function site( url: string ) {
	return {
		name: 'Stand',
		homeUrl: url,
		siteUrl: url,
		contentUrl: `${ url }wp-content/`,
		uploadsUrl: `${ url }wp-content/uploads/`,
		includesUrl: `${ url }wp-includes/`,
		restUrl: `${ url }wp-json/`,
		permalinks: 'pretty',
		language: 'en-US',
		wordPressVersion: '7.1',
		pluginVersion: '0.1.0',
		phpVersion: '8.2.0',
		maxRequestBytes: 1024 * 1024,
	};
}

const SETTINGS = {
	revision: 1,
	providers: {
		'local-filesystem': { deployment_types: [ 'static_site' ] },
	},
	secrets: {},
};

function defaultRoutes(
	stand: Pick< WordPressStand, 'url' | 'pages' | 'patches' | 'place' >
): ReadonlyMap< string, Handler > {
	const { place } = stand;
	const json = ( { body }: SeenRequest ) =>
		JSON.parse( body.toString() || '{}' );
	return new Map< string, Handler >( [
		[ 'GET ', () => ( { body: { namespace: 'aether/v1' } } ) ],
		[ 'GET site', () => ( { body: site( stand.url ) } ) ],
		[
			'GET site/urls',
			() => ( {
				body: {
					items: [ ...stand.pages.keys() ].map( ( path ) => ( {
						url: new URL( path, stand.url ).href,
						kind: path === '/' ? 'home' : 'post',
					} ) ),
					next: null,
				},
			} ),
		],
		[ 'GET site/assets', () => ( { body: { items: [], next: null } } ) ],
		[ 'GET settings', () => ( { body: SETTINGS } ) ],
		[ 'GET publishes', () => ( { body: [] } ) ],
		[
			'POST publishes',
			() => ( {
				status: 201,
				body: { id: PUBLISH, lease: LEASE, heartbeatMs: 60_000 },
			} ),
		],
		[
			`PATCH publishes/${ PUBLISH }`,
			( request ) => {
				stand.patches.push( json( request ) );
				return { body: {} };
			},
		],
		[ 'GET local/static_site', () => ( { body: place.state() } ) ],
		[
			'GET local/static_site/manifest',
			() => ( { body: place.manifest() } ),
		],
		[
			'POST local/static_site/releases',
			() => ( { status: 201, body: place.open() } ),
		],
		[
			'POST local/static_site/releases/:id/files',
			( request ) => ( {
				body: place.write( idIn( request.path ), request.body ),
			} ),
		],
		[
			'POST local/static_site/releases/:id/kept',
			( request ) => ( {
				body: place.keep( idIn( request.path ), json( request ).files ),
			} ),
		],
		[
			'POST local/static_site/releases/:id/activate',
			( request ) => ( { body: place.activate( idIn( request.path ) ) } ),
		],
		[
			'DELETE local/static_site/releases/:id',
			( request ) => {
				place.discard( idIn( request.path ) );
				return { status: 204 };
			},
		],
	] );
}

const idIn = ( path: string ): string =>
	/\/releases\/([^/?]+)/.exec( path )?.[ 1 ] ?? '';

const isSignedIn = ( { authorization = '' }: IncomingHttpHeaders ): boolean =>
	authorization ===
	`Basic ${ Buffer.from( `${ USER }:${ PASSWORD }` ).toString( 'base64' ) }`;

function respond( response: ServerResponse, answer: Answer ): void {
	const { status = 200, headers = {}, body = '' } = answer;
	const isJson = typeof body === 'object' && ! Buffer.isBuffer( body );
	response.writeHead( status, {
		...( isJson
			? { 'Content-Type': 'application/json; charset=UTF-8' }
			: {} ),
		...headers,
	} );
	response.end( isJson ? JSON.stringify( body ) : body );
}

async function see( request: IncomingMessage ): Promise< SeenRequest > {
	return {
		method: request.method ?? '',
		path: request.url ?? '',
		headers: request.headers,
		body: await buffer( request ),
	};
}

function answerRest(
	stand: WordPressStand,
	defaults: ReadonlyMap< string, Handler >,
	route: string,
	request: SeenRequest
): Answer | Promise< Answer > {
	if ( ! isSignedIn( request.headers ) ) {
		return restError(
			401,
			'incorrect_password',
			'The password is not correct.'
		);
	}
	if ( route.startsWith( 'wp/v2/' ) ) {
		return { body: { name: USER } };
	}
	const name = `${ request.method } ${ route.replace( /^aether\/v1\/?/, '' ) }`;
	const pattern = name.replace( /releases\/[^/]+/, 'releases/:id' );
	const handler =
		stand.routes.get( pattern ) ??
		stand.routes.get( name ) ??
		defaults.get( pattern ) ??
		defaults.get( name );
	return (
		handler?.( request ) ??
		restError( 404, 'rest_no_route', 'No route was found.' )
	);
}

function answerPage(
	stand: WordPressStand,
	request: SeenRequest
): Answer | Promise< Answer > {
	const page = stand.pages.get( request.path );
	if ( page === undefined ) {
		return { ...htmlPage( 'Not found' ), status: 404 };
	}
	return typeof page === 'function' ? page( request ) : page;
}

/** @return A stand on a free port of the loopback interface, with one page at `/`. */
export async function startWordPressStand(): Promise< WordPressStand > {
	const server = createServer( async ( message, response ) => {
		try {
			const request = await see( message );
			stand.requests.push( request );
			const { pathname, searchParams } = new URL(
				request.path,
				stand.url
			);
			const route = pathname.startsWith( '/wp-json/' )
				? pathname.slice( '/wp-json/'.length )
				: searchParams.get( 'rest_route' )?.slice( 1 );
			respond(
				response,
				route === undefined
					? await answerPage( stand, request )
					: await answerRest( stand, defaults, route, request )
			);
		} catch ( error ) {
			respond(
				response,
				restError( 500, 'stand_failed', String( error ) )
			);
		}
	} );
	await new Promise< void >( ( resolve ) =>
		server.listen( 0, '127.0.0.1', resolve )
	);
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${ port }/`;
	const stand: WordPressStand = {
		url,
		user: USER,
		password: PASSWORD,
		pages: new Map( [ [ '/', htmlPage( 'Home' ) ] ] ),
		routes: new Map(),
		requests: [],
		patches: [],
		place: new LocalPlace( `${ url }published/` ),
		stop: async () => {
			server.closeAllConnections();
			await new Promise( ( resolve ) => server.close( resolve ) );
		},
	};
	const defaults = defaultRoutes( stand );
	return stand;
}
