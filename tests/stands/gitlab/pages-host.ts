import { cp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { startStaticServer, type StaticServer } from '../static-server';

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

	static async start( directory: string ): Promise< PagesHost > {
		await mkdir( directory, { recursive: true } );
		return new PagesHost(
			directory,
			await startStaticServer( { directory: join( directory, 'live' ) } )
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
		const name = `deployment-${ this.#deployments.length + 1 }`;
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
