import { randomUUID } from 'node:crypto';
import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { startStaticServer, type StaticServer } from '../static-server';
import { findRule } from './pages-rules';

export interface PagesDeployment {
	/** ISO 8601. */
	readonly createdAt: string;
	/** Below which the deployed files lie. */
	readonly directory: string;
}

/** Serves what the last successful pipeline left in `public/`, on a port of its own. */
export class PagesHost {
	readonly #directory: string;
	readonly #server: StaticServer;
	readonly #deployments: PagesDeployment[] = [];

	private constructor( directory: string, server: StaticServer ) {
		this.#directory = directory;
		this.#server = server;
	}

	/**
	 * @param directory What was deployed there before is shown again.
	 * @param port      Default 0: any free port.
	 */
	static async start( directory: string, port = 0 ): Promise< PagesHost > {
		await mkdir( directory, { recursive: true } );
		const live = join( directory, 'live' );
		return new PagesHost(
			directory,
			await startStaticServer( {
				directory: live,
				port,
				ruleFor: ( path ) => findRule( live, path ),
				// Pages answers every page of another origin.
				headers: { 'Access-Control-Allow-Origin': '*' },
			} )
		);
	}

	/** Where visitors reach the site, with trailing slash. */
	get url(): string {
		return `${ this.#server.url }/`;
	}

	/** Oldest first. */
	get deployments(): readonly PagesDeployment[] {
		return this.#deployments;
	}

	/**
	 * Shows a copy of the folder from now on.
	 *
	 * @param folder
	 * @param createdAt
	 */
	async deploy( folder: string, createdAt: string ): Promise< void > {
		const name = `deployment-${ randomUUID() }`;
		const directory = join( this.#directory, name );
		await cp( folder, directory, { recursive: true } );
		const next = join( this.#directory, 'next' );
		await rm( next, { force: true } );
		await symlink( name, next );
		await rename( next, join( this.#directory, 'live' ) );
		this.#deployments.push( { createdAt, directory } );
	}

	async stop(): Promise< void > {
		await this.#server.stop();
	}
}
