/** What findings of one code have in common. */
export interface FindingKind {
	readonly title: string;
	readonly action: string;
	/** The engine's sentence says no more than the title. */
	readonly saysAll?: true;
}

/** By code, see docs/publishing.md. Functions, because translations arrive after this file. */
export type FindingKinds = Readonly< Record< string, () => FindingKind > >;
