import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountState } from './account';

interface EncodedBytes {
	readonly $base64: string;
}

const isEncoded = ( value: unknown ): value is EncodedBytes =>
	typeof value === 'object' && value !== null && '$base64' in value;

/** Keeps an account between two runs of the stand. */
export class AccountFile {
	readonly #path: string;
	readonly #directory: string;

	constructor( directory: string ) {
		this.#directory = directory;
		this.#path = join( directory, 'account.json' );
	}

	/** Null when nothing was kept yet. */
	async read(): Promise< AccountState | null > {
		const text = await readFile( this.#path, 'utf8' ).catch( () => null );
		return text === null
			? null
			: ( JSON.parse( text, ( _, value: unknown ) =>
					isEncoded( value )
						? new Uint8Array(
								Buffer.from( value.$base64, 'base64' )
							)
						: value
				) as AccountState );
	}

	async write( state: AccountState ): Promise< void > {
		const text = JSON.stringify( state, ( _, value: unknown ) =>
			value instanceof Uint8Array
				? { $base64: Buffer.from( value ).toString( 'base64' ) }
				: value
		);
		await mkdir( this.#directory, { recursive: true } );
		await writeFile( `${ this.#path }.new`, text, { mode: 0o600 } );
		await rename( `${ this.#path }.new`, this.#path );
	}
}
