import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Remembers, inside a demo site, the address for which it was published last: its pages name that address, so another
 * one needs another publish.
 */
export class PublishedAddress {
	readonly #file: string;

	/**
	 * @param directory Of the demo site.
	 */
	constructor( directory: string ) {
		this.#file = join( directory, 'wp-content/aether-demo-published' );
	}

	/** Empty when the site was not published yet. */
	async read(): Promise< string > {
		return readFile( this.#file, 'utf8' ).catch( () => '' );
	}

	/**
	 * The port of that address.
	 *
	 * @return 0 when the site was not published yet.
	 */
	async port(): Promise< number > {
		const address = await this.read();
		return address === '' ? 0 : Number( new URL( address ).port );
	}

	async write( address: string ): Promise< void > {
		await writeFile( this.#file, address );
	}
}
