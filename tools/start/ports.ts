import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A port is taken; the message names the option that changes it. */
export class PortOptionError extends Error {
	constructor( port: number, option: string ) {
		super(
			`Port ${ port } is taken by another program. Choose another one with "npm start -- ${ option } <number>", or any free one with "${ option } 0".`
		);
		this.name = 'PortOptionError';
	}
}

export interface PortChoice {
	/** As a person types it: `--site-port`. */
	readonly option: string;
	/** 0: any free one. */
	readonly port: number;
	/** That of the last time, which pages may name; 0 for none. */
	readonly previous: number;
}

interface PortError {
	readonly code?: string;
	readonly port?: number;
}

/**
 * Starts something on the ports that were chosen. Any free port is best the one of the last time.
 *
 * @param  choices
 * @param  start   Gets a port for each choice.
 * @throws {PortOptionError}
 */
export async function startOnPorts< Started >(
	choices: readonly PortChoice[],
	start: ( ports: readonly number[] ) => Promise< Started >
): Promise< Started > {
	let tried = choices.map( ( { port, previous } ) => port || previous );
	for (;;) {
		try {
			return await start( tried );
		} catch ( error ) {
			const { code, port: taken } = error as PortError;
			if ( code !== 'EADDRINUSE' || ! taken ) {
				throw error;
			}
			const choice = choices.find( ( { port } ) => port === taken );
			if ( choice ) {
				throw new PortOptionError( taken, choice.option );
			}
			if ( ! tried.includes( taken ) ) {
				throw error;
			}
			tried = tried.map( ( port ) => ( port === taken ? 0 : port ) );
		}
	}
}

/** Remembers which ports were taken, so that addresses stay the same. */
export class PortMemory {
	readonly #file: string;
	#ports: Readonly< Record< string, number > >;
	#writing: Promise< void > = Promise.resolve();

	private constructor( file: string, ports: Record< string, number > ) {
		this.#file = file;
		this.#ports = ports;
	}

	/**
	 * @param directory Which is there.
	 */
	static async open( directory: string ): Promise< PortMemory > {
		const file = join( directory, 'ports.json' );
		const text = await readFile( file, 'utf8' ).catch( () => '{}' );
		return new PortMemory(
			file,
			JSON.parse( text ) as Record< string, number >
		);
	}

	/**
	 * @param option
	 * @param port   As the command line says.
	 */
	choice( option: string, port: number ): PortChoice {
		return { option, port, previous: this.#ports[ option ] ?? 0 };
	}

	async remember( option: string, url: string ): Promise< void > {
		this.#ports = {
			...this.#ports,
			[ option ]: Number( new URL( url ).port ),
		};
		const text = JSON.stringify( this.#ports );
		this.#writing = this.#writing.then( () =>
			writeFile( this.#file, text )
		);
		await this.#writing;
	}
}
