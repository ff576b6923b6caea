import type { ContentStore, Hasher } from '../ports';
import type { BundlePart } from './blueprint';
import type { CredentialWatch } from './credential-watch';

/** Bytes of one file of content, so that neither the engine nor PHP ever holds all of it. */
const CONTENT_PART = 4 * 1024 * 1024;

const encoder = new TextEncoder();

export interface PartsOptions {
	readonly content: ContentStore;
	readonly hasher: Hasher;
}

/** Puts what was made into the store, and remembers it. */
export class Parts {
	readonly #options: PartsOptions;
	readonly #parts: BundlePart[] = [];

	constructor( options: PartsOptions ) {
		this.#options = options;
	}

	async add(
		path: string,
		body: Uint8Array< ArrayBuffer >
	): Promise< void > {
		const { hasher, content } = this.#options;
		const sha256 = await hasher.digest( 'sha256', body );
		await content.put( sha256, body );
		this.#parts.push( { path, sha256, size: body.byteLength } );
	}

	sorted(): readonly BundlePart[] {
		return [ ...this.#parts ].sort( ( a, b ) =>
			a.path < b.path ? -1 : 1
		);
	}
}

/** The part of a record that says which one it is. */
interface ContentRecord {
	readonly kind: string;
	readonly name?: string;
	readonly row?: { readonly ID?: number };
	/** Of a file that must be there. */
	readonly path?: string;
}

/** Lines of content in files of a bounded size. */
export class ContentParts {
	readonly #parts: Parts;
	readonly #watch: CredentialWatch;
	readonly #counts = new Map< string, number >();
	#lines: string[] = [];
	#lineSize = 0;
	#number = 0;
	/** Bytes of all lines so far. */
	size = 0;

	constructor( parts: Parts, watch: CredentialWatch ) {
		this.#parts = parts;
		this.#watch = watch;
	}

	async add( line: string ): Promise< void > {
		const { kind, name, row, path } = JSON.parse( line ) as ContentRecord;
		this.#watch.text(
			`${ kind } ${ name ?? row?.ID ?? path ?? '' }`.trim(),
			line
		);
		this.#counts.set( kind, ( this.#counts.get( kind ) ?? 0 ) + 1 );
		this.#lines.push( line );
		this.#lineSize += line.length;
		this.size += encoder.encode( line ).byteLength + 1;
		if ( this.#lineSize >= CONTENT_PART ) {
			await this.finish();
		}
	}

	async finish(): Promise< void > {
		if ( this.#lines.length === 0 ) {
			return;
		}
		const body = encoder.encode( `${ this.#lines.join( '\n' ) }\n` );
		this.#lines = [];
		this.#lineSize = 0;
		this.#number++;
		await this.#parts.add(
			`content/content-${ String( this.#number ).padStart( 4, '0' ) }.ndjson`,
			body
		);
	}

	counts(): Readonly< Record< string, number > > {
		return Object.fromEntries( [ ...this.#counts ].sort() );
	}
}
