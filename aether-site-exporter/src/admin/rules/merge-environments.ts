/**
 * Two people changed the environments: what both want, as far as it fits together.
 */
import type { SiteEnvironment } from '@aether/publish-engine';

export type Environments = readonly SiteEnvironment[];

const FIELDS = [ 'name', 'providers', 'baseUrl', 'robots' ] as const;

export type EnvironmentField = ( typeof FIELDS )[ number ];

export type EnvironmentConflict = {
	/** Names the conflict, for `keepTheirs`. */
	readonly key: string;
	/** What people call the environment. */
	readonly name: string;
} & (
	| {
			/** Both changed it. */
			readonly field: EnvironmentField;
			readonly mine: SiteEnvironment;
			readonly theirs: SiteEnvironment;
	  }
	| {
			/** One removed what the other changed: its side is undefined. */
			readonly field: null;
			readonly mine: SiteEnvironment | undefined;
			readonly theirs: SiteEnvironment | undefined;
	  }
);

interface Sides {
	readonly base: SiteEnvironment | undefined;
	readonly mine: SiteEnvironment | undefined;
	readonly theirs: SiteEnvironment | undefined;
}

const isSame = ( one: unknown, other: unknown ): boolean =>
	JSON.stringify( one ) === JSON.stringify( other );

const find = ( environments: Environments, id: string ) =>
	environments.find( ( one ) => one.id === id );

/**
 * @param base       What I began with.
 * @param mine
 * @param theirs     What is stored now.
 * @param keepTheirs Keys of the conflicts that a person decided for the other side; all others are mine.
 */
export function mergeEnvironments(
	base: Environments,
	mine: Environments,
	theirs: Environments,
	keepTheirs: ReadonlySet< string > = new Set()
): {
	readonly environments: Environments;
	readonly conflicts: readonly EnvironmentConflict[];
} {
	const conflicts: EnvironmentConflict[] = [];
	const choose = < T >(
		conflict: EnvironmentConflict,
		sides: [ T, T ]
	): T => {
		conflicts.push( conflict );
		return keepTheirs.has( conflict.key ) ? sides[ 1 ] : sides[ 0 ];
	};
	const mergeOne = (
		id: string,
		sides: Sides
	): SiteEnvironment | undefined => {
		if ( isSame( sides.mine, sides.base ) ) {
			return sides.theirs;
		}
		if (
			isSame( sides.theirs, sides.base ) ||
			isSame( sides.mine, sides.theirs )
		) {
			return sides.mine;
		}
		const { mine: one, theirs: other } = sides;
		const name = ( one ?? other )?.name ?? id;
		if ( ! one || ! other ) {
			return choose(
				{ key: id, name, field: null, mine: one, theirs: other },
				[ one, other ]
			);
		}
		const chosen = FIELDS.map( ( field ) => {
			const before = sides.base?.[ field ];
			if ( isSame( one[ field ], before ) ) {
				return [ field, other[ field ] ];
			}
			if (
				isSame( other[ field ], before ) ||
				isSame( one[ field ], other[ field ] )
			) {
				return [ field, one[ field ] ];
			}
			const key = `${ id }/${ field }`;
			return [
				field,
				choose( { key, name, field, mine: one, theirs: other }, [
					one[ field ],
					other[ field ],
				] ),
			];
		} );
		return { ...one, ...Object.fromEntries( chosen ) };
	};

	const ids = new Set( [ ...mine, ...theirs ].map( ( { id } ) => id ) );
	const environments = [ ...ids ].flatMap(
		( id ) =>
			mergeOne( id, {
				base: find( base, id ),
				mine: find( mine, id ),
				theirs: find( theirs, id ),
			} ) ?? []
	);
	return { environments, conflicts };
}
