import type { FindingValues } from '@aether/publish-engine';

/** What findings of one code have in common. */
export interface FindingKind {
	readonly title: string;
	readonly action: string;
	/** What differs from one to the next; absent: the title says it all. */
	readonly detail?: ( values: FindingValues ) => string | null;
}

/** By code, see docs/publishing.md. Functions, because translations arrive after this file. */
export type FindingKinds = Readonly< Record< string, () => FindingKind > >;

/**
 * A sentence about values; null where one of them is not known.
 *
 * @param names
 * @param say
 */
export const saying =
	< Name extends string >(
		names: readonly Name[],
		say: ( values: Readonly< Record< Name, string | number > > ) => string
	) =>
	( values: FindingValues ): string | null =>
		names.every( ( name ) => values[ name ] !== undefined )
			? say( values as Record< Name, string | number > )
			: null;
