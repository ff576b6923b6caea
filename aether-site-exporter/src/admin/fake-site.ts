/**
 * The settings and publish routes of docs/rest-api.md in memory, for the page's specs.
 */
import type { ProviderConfig } from '@aether/provider-sdk';
import type { Rest } from '../host/rest';
import type { RunningPublish } from './publishing/running-publish';

const refuse = ( code: string, status: number, data: object = {} ) =>
	Response.json(
		{ code: `aether_${ code }`, message: code, data: { status, ...data } },
		{ status }
	);

export class FakeSite {
	readonly requests: string[] = [];
	readonly providers: Record< string, Record< string, unknown > > = {};
	revision = 1;
	running: ( RunningPublish & { readonly status: 'running' } ) | null = null;
	/** Answers instead of the settings routes, until it is taken away. */
	settingsAnswer: ( () => Response | Promise< Response > ) | null = null;

	readonly rest: Rest = async ( route, init = {} ) => {
		init.signal?.throwIfAborted();
		const method = init.method ?? 'GET';
		this.requests.push( `${ method } ${ route }` );
		if ( route.startsWith( 'aether/v1/publishes' ) ) {
			return this.#answerPublishes( route );
		}
		if ( this.settingsAnswer ) {
			return this.settingsAnswer();
		}
		if ( method === 'PUT' ) {
			return this.#save( route, JSON.parse( String( init.body ) ) );
		}
		return this.#settings();
	};

	#settings(): Response {
		return Response.json( {
			revision: this.revision,
			providers: this.providers,
			secrets: {},
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
		const id = route.split( '/' ).at( -1 ) ?? '';
		this.providers[ id ] = { ...this.providers[ id ], ...config };
		this.revision++;
		return this.#settings();
	}

	#answerPublishes( route: string ): Response {
		if ( route.endsWith( '/cancel' ) ) {
			this.running = null;
			return Response.json( {} );
		}
		return Response.json( this.running ? [ this.running ] : [] );
	}
}
