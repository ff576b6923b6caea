import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Remembers the addresses for which the site was published last, by provider: its pages name them, so another one needs
 * another publish.
 */
export class PublishedAddresses {
	readonly #file: string;

	/**
	 * @param file Where what was published lies, so that both go together.
	 */
	constructor( file: string ) {
		this.#file = file;
	}

	/** Empty when nothing was published yet. */
	async read(): Promise< Readonly< Record< string, string > > > {
		try {
			return JSON.parse( await readFile( this.#file, 'utf8' ) ) as Record<
				string,
				string
			>;
		} catch {
			return {};
		}
	}

	async write( addresses: Readonly< Record< string, string > > ) {
		await mkdir( dirname( this.#file ), { recursive: true } );
		await writeFile(
			this.#file,
			JSON.stringify( { ...( await this.read() ), ...addresses } )
		);
	}
}
