/**
 * Two people changed the same settings: what each of them wants, field by field.
 */
import type { ConfigValue } from '@aether/provider-sdk';

export type Fields = Readonly< Record< string, ConfigValue > >;

/** What was stored; undefined where nothing was. */
export type StoredFields = Readonly<
	Record< string, ConfigValue | undefined >
>;

/** A field that both changed, to different values. */
export interface MergeConflict {
	readonly field: string;
	readonly mine: ConfigValue | undefined;
	readonly theirs: ConfigValue | undefined;
}

export const isSame = ( one: unknown, other: unknown ): boolean =>
	JSON.stringify( one ?? null ) === JSON.stringify( other ?? null );

/**
 * @param base   What I began with.
 * @param mine   Only what I changed.
 * @param theirs What is stored now.
 */
export const findConflicts = (
	base: StoredFields,
	mine: Fields,
	theirs: StoredFields
): readonly MergeConflict[] =>
	Object.keys( mine )
		.filter(
			( field ) =>
				! isSame( theirs[ field ], base[ field ] ) &&
				! isSame( theirs[ field ], mine[ field ] )
		)
		.map( ( field ) => ( {
			field,
			mine: mine[ field ],
			theirs: theirs[ field ],
		} ) );

/**
 * My changes without those that a person gave up.
 *
 * @param mine
 * @param keepTheirs Names of the fields.
 */
export const withoutFields = (
	mine: Fields,
	keepTheirs: ReadonlySet< string >
): Fields =>
	Object.fromEntries(
		Object.entries( mine ).filter(
			( [ field ] ) => ! keepTheirs.has( field )
		)
	);

export const pick = (
	from: StoredFields,
	fields: readonly string[]
): StoredFields =>
	Object.fromEntries( fields.map( ( field ) => [ field, from[ field ] ] ) );
