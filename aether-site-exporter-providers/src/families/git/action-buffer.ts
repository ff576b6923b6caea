import { sizeOfAction } from './encode-content';
import { MOST_ACTIONS } from './limits';
import type { GitAction } from './repository';

/** What one path needs; a link that becomes a file takes two actions. */
export type PathActions = readonly GitAction[];

interface Entry {
	readonly actions: PathActions;
	readonly size: number;
}

/** The actions that wait for a commit, by path, removals first. Its size is what bounds this target's memory. */
export class ActionBuffer {
	readonly #entries = new Map< string, Entry >();
	#size = 0;
	#count = 0;

	get isEmpty(): boolean {
		return this.#entries.size === 0;
	}

	/** Bytes of JSON. */
	get size(): number {
		return this.#size;
	}

	/**
	 * The last one wins.
	 *
	 * @param path
	 * @param actions
	 */
	set( path: string, actions: PathActions ): void {
		this.delete( path );
		const size = actions.reduce(
			( sum, action ) => sum + sizeOfAction( action ),
			0
		);
		this.#entries.set( path, { actions, size } );
		this.#size += size;
		this.#count += actions.length;
	}

	delete( path: string ): void {
		const entry = this.#entries.get( path );
		if ( entry ) {
			this.#entries.delete( path );
			this.#size -= entry.size;
			this.#count -= entry.actions.length;
		}
	}

	/**
	 * Whether all of it fits into one commit.
	 *
	 * @param largest Bytes of JSON.
	 */
	fits( largest: number ): boolean {
		return this.#count <= MOST_ACTIONS && this.#size <= largest;
	}

	/**
	 * The next commit's worth, at least one path; it stays here until `delete()`.
	 *
	 * @param largest Bytes of JSON.
	 */
	next( largest: number ): ReadonlyMap< string, PathActions > {
		const chosen = new Map< string, PathActions >();
		let size = 0;
		let count = 0;
		for ( const [ path, entry ] of this.#entries ) {
			const isFull =
				size + entry.size > largest ||
				count + entry.actions.length > MOST_ACTIONS;
			if ( isFull && chosen.size > 0 ) {
				break;
			}
			chosen.set( path, entry.actions );
			size += entry.size;
			count += entry.actions.length;
		}
		return chosen;
	}
}
