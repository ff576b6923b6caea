import type { Reference } from '../references/types';
import { UrlTable } from './url-table';

/** The references of one document: four numbers each. Meaningless without the arena that packed them. */
export type PackedReferences = Uint32Array;

/** A reference as the arena gives it back. */
export interface StoredReference extends Reference {
	/** The same for all references of the site that differ in nothing but their place. */
	readonly kind: number;
}

/** All that a reference is besides its place and its URL. */
type Traits = Omit< Reference, 'start' | 'end' | 'url' >;

const FIELDS = 4;
/** Far more combinations of traits than there are. */
const MOST_TRAITS = 4096;

/**
 * Keeps the references of a whole site in 16 bytes each. A theme repeats the same few hundred URLs on every page, so
 * each URL is kept once, and what a reference is (role, escaping) is one of a few dozen combinations.
 */
export class ReferenceArena {
	readonly #urls = new UrlTable();
	readonly #traits: Traits[] = [];
	readonly #traitsByKey = new Map< string, number >();

	/** Number of different URLs. */
	get urlCount(): number {
		return this.#urls.size;
	}

	pack( references: readonly Reference[] ): PackedReferences {
		const packed = new Uint32Array( references.length * FIELDS );
		let offset = 0;
		for ( const reference of references ) {
			packed[ offset ] = reference.start;
			packed[ offset + 1 ] = reference.end;
			packed[ offset + 2 ] = this.#urls.indexOf( reference.url );
			packed[ offset + 3 ] = this.#traitsIndex( reference );
			offset += FIELDS;
		}
		return packed;
	}

	unpack( packed: PackedReferences ): StoredReference[] {
		const references: StoredReference[] = [];
		for ( let offset = 0; offset < packed.length; offset += FIELDS ) {
			const urlIndex = packed[ offset + 2 ] ?? -1;
			const traitsIndex = packed[ offset + 3 ] ?? -1;
			const url = this.#urls.at( urlIndex );
			const traits = this.#traits[ traitsIndex ];
			if ( url === undefined || traits === undefined ) {
				throw new RangeError(
					'These references were packed by another arena.'
				);
			}
			references.push( {
				start: packed[ offset ] ?? 0,
				end: packed[ offset + 1 ] ?? 0,
				url,
				...traits,
				kind: urlIndex * MOST_TRAITS + traitsIndex,
			} );
		}
		return references;
	}

	#traitsIndex( reference: Reference ): number {
		const key = traitsKey( reference );
		let index = this.#traitsByKey.get( key );
		if ( index === undefined ) {
			const {
				start: _start,
				end: _end,
				url: _url,
				...traits
			} = reference;
			index = this.#traits.push( traits ) - 1;
			this.#traitsByKey.set( key, index );
		}
		return index;
	}
}

const traitsKey = ( reference: Reference ): string => {
	const { role, absolute, pathOnly, relative, encodings } = reference;
	return `${ role } ${ absolute } ${ pathOnly } ${ relative } ${ encodings.join(
		' '
	) }`;
};
