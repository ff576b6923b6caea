import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type {
	DeploymentTarget,
	OperationOptions,
	ProviderRuntime,
} from '@aether/provider-sdk';
import { fakeRuntime } from '@aether/provider-sdk/testing';
import type { FtpStand } from '../stands/ftp';
import { publishedFiles } from './published-folder';
import type { TalkingWordPress } from './wordpress';

/** Inside the account; not there before the first publish. */
export const WEB_SPACE = 'web space/current';

const CONFIG = {
	directory: WEB_SPACE,
	public_url: 'https://web-space.example/',
};

const runtimeWith = ( rest?: ProviderRuntime[ 'rest' ] ) =>
	fakeRuntime( {
		providerId: 'ftp',
		config: CONFIG,
		...( rest && { rest } ),
	} );

/** The provider of the example. */
interface FtpProvider {
	readonly createTarget: (
		type: string,
		runtime: ReturnType< typeof runtimeWith >,
		options: OperationOptions
	) => Promise< DeploymentTarget >;
}

/** The FTP example in a WordPress that has it, and the server that it publishes to. */
export class FtpExample {
	runtime = runtimeWith();
	/** Answers every request of the provider with it, until it is null again. */
	status: number | null = null;
	readonly #wordPress: TalkingWordPress;
	readonly #ftp: FtpStand;
	readonly #provider: FtpProvider;

	constructor(
		wordPress: TalkingWordPress,
		ftp: FtpStand,
		provider: FtpProvider
	) {
		this.#wordPress = wordPress;
		this.#ftp = ftp;
		this.#provider = provider;
	}

	/** What a person enters. */
	get config() {
		const { host, port, username, password } = this.#ftp;
		return { ...CONFIG, host, port, username, password };
	}

	/**
	 * Saves settings as the administrator.
	 *
	 * @param config Default: those of the server.
	 */
	async configure( config: object = this.config ): Promise< Response > {
		const { revision } = ( await (
			await this.#wordPress.rest( 'aether/v1/settings' )
		).json() ) as { readonly revision: string };
		return this.ask( 'PUT', 'aether/v1/settings/providers/ftp', {
			revision,
			config,
		} );
	}

	/**
	 * @param method
	 * @param route
	 * @param body
	 * @param headers
	 */
	ask(
		method: string,
		route: string,
		body?: object,
		headers: Readonly< Record< string, string > > = {}
	): Promise< Response > {
		return this.#wordPress.rest( route, {
			method,
			headers: { 'Content-Type': 'application/json', ...headers },
			...( body && { body: JSON.stringify( body ) } ),
		} );
	}

	/** Empties the account, and forgets what was published. */
	async reset(): Promise< void > {
		const { directory } = this.#ftp;
		for ( const name of await readdir( directory ) ) {
			await rm( join( directory, name ), { recursive: true } );
		}
		const rest: ProviderRuntime[ 'rest' ] = async ( path, init ) =>
			this.status === null
				? this.#wordPress.rest( path, init )
				: new Response( null, { status: this.status } );
		this.runtime = runtimeWith( rest );
	}

	createTarget = () =>
		this.#provider.createTarget( 'static_site', this.runtime, {
			signal: new AbortController().signal,
		} );

	/** Everything in the directory, staged files too. */
	async files(): Promise< ReadonlyMap< string, { body: Uint8Array } > > {
		const files = await publishedFiles(
			join( this.#ftp.directory, WEB_SPACE )
		).catch( () => [] );
		return new Map(
			files.map( ( { path, content } ) => [ path, { body: content } ] )
		);
	}

	/** What visitors look for: no name of a staged file is told to anybody. */
	readBackend = async () =>
		new Map(
			[ ...( await this.files() ) ].filter(
				( [ path ] ) => ! path.startsWith( '.aether-staging/' )
			)
		);

	putForeign = async ( path: string, body: Uint8Array ) => {
		const file = join( this.#ftp.directory, WEB_SPACE, path );
		await mkdir( dirname( file ), { recursive: true } );
		await writeFile( file, body );
	};
}
