import type { OperationOptions } from '@aether/provider-sdk';

export interface GitBranch {
	readonly name: string;
	readonly head: GitCommit;
	/** False when it is known that this account may not push there. */
	readonly canPush: boolean;
}

export interface GitCommit {
	readonly id: string;
	readonly parentIds: readonly string[];
	readonly message: string;
	/** ISO 8601. */
	readonly createdAt: string;
}

export interface GitTreeFile {
	/** Of the blob: SHA-1 of `blob <length>`, a NUL and the content. */
	readonly id: string;
	/** `100644` for a plain file. */
	readonly mode: string;
}

/** The files of a tree by path from the repository's root. */
export type GitTree = ReadonlyMap< string, GitTreeFile >;

export interface GitAction {
	readonly action: 'create' | 'update' | 'delete';
	/** From the repository's root. */
	readonly path: string;
	/** Absent for a deletion. */
	readonly content?: string;
	readonly encoding?: 'text' | 'base64';
}

export interface NewGitCommit {
	readonly branch: string;
	readonly message: string;
	readonly actions: readonly GitAction[];
	/** The commit that a branch which is not there yet starts from. */
	readonly startId?: string;
	/** The branch whose head becomes the parent, in place of the branch's own. */
	readonly startBranch?: string;
	/** Moves a branch that is there to a commit on top of `startBranch`. */
	readonly force?: boolean;
}

export interface TreeOptions extends OperationOptions {
	/** About how many files there are, where that is known: a host may list a small tree in one answer. */
	readonly expectedFiles?: number;
	/** False: without the folders below. Default: true. */
	readonly recursive?: boolean;
}

/** What the git family needs of a host's API. Every error is an `AetherError`. */
export interface GitRepository {
	/** Null when there is no such branch. */
	readonly branch: (
		name: string,
		options: OperationOptions
	) => Promise< GitBranch | null >;
	/** Null while the repository is empty. */
	readonly defaultBranch: (
		options: OperationOptions
	) => Promise< string | null >;
	/** Makes a branch the repository's default one. */
	readonly makeDefault: (
		name: string,
		options: OperationOptions
	) => Promise< void >;
	/** Names that begin with a prefix. */
	readonly branchNames: (
		prefix: string,
		options: OperationOptions
	) => Promise< readonly string[] >;
	/** Succeeds when the branch is gone already. */
	readonly deleteBranch: (
		name: string,
		options: OperationOptions
	) => Promise< void >;
	/**
	 * @param commitId
	 * @param folder   Without slashes at its ends; empty: the whole repository. A folder that is missing is empty.
	 */
	readonly tree: (
		commitId: string,
		folder: string,
		options: TreeOptions
	) => Promise< GitTree >;
	readonly blob: (
		id: string,
		options: OperationOptions
	) => Promise< Uint8Array< ArrayBuffer > >;
	/** Newest first; pages begin with 1. */
	readonly commits: (
		branch: string,
		page: number,
		options: OperationOptions
	) => Promise< readonly GitCommit[] >;
	/** Sends once: whether a failed call took effect is for the caller to find out. */
	readonly commit: (
		commit: NewGitCommit,
		options: OperationOptions
	) => Promise< GitCommit >;
}
