import type { PublishFile, PutOptions } from '@aether/provider-sdk';

/** One `put()` that waits for its bytes to be written; it settles once, whoever is first: server or signal. */
export class Upload {
	readonly file: PublishFile;
	readonly done: Promise< void >;
	readonly #onProgress: ( loaded: number ) => void;
	readonly #listeners: ( () => void )[] = [];
	#settle:
		( ( finish: 'resolve' | 'reject', reason?: unknown ) => void ) | null;

	constructor( file: PublishFile, { signal, onProgress }: PutOptions ) {
		this.file = file;
		this.#onProgress = onProgress ?? ( () => {} );
		this.#settle = null;
		this.done = new Promise( ( resolve, reject ) => {
			const abort = () => this.fail( signal.reason );
			this.#settle = ( finish, reason ) => {
				this.#settle = null;
				signal.removeEventListener( 'abort', abort );
				if ( finish === 'resolve' ) {
					resolve();
				} else {
					reject( reason );
				}
				this.#listeners.forEach( ( listener ) => listener() );
			};
			signal.addEventListener( 'abort', abort, { once: true } );
			if ( signal.aborted ) {
				abort();
			}
		} );
	}

	get isSettled(): boolean {
		return this.#settle === null;
	}

	onceSettled( listener: () => void ): void {
		this.#listeners.push( listener );
	}

	progress( loaded: number ): void {
		if ( ! this.isSettled ) {
			this.#onProgress( loaded );
		}
	}

	succeed(): void {
		this.progress( this.file.size );
		this.#settle?.( 'resolve' );
	}

	fail( reason: unknown ): void {
		this.#settle?.( 'reject', reason );
	}
}
