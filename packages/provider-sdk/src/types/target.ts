import type { DeploymentManifest, PublishFile, TargetPath } from './files';

export interface OperationOptions {
	readonly signal: AbortSignal;
}

export interface PutOptions extends OperationOptions {
	/** Bytes of this file sent so far; monotonic within one attempt. */
	readonly onProgress?: ( loaded: number ) => void;
}

export interface FinalizeOptions extends OperationOptions {
	/** One short sentence on what the target waits for; a pipeline can take minutes. */
	readonly onStatus?: ( message: string ) => void;
}

export type TransferReason = 'new' | 'content' | 'headers' | 'forced';

/** What `prepare()` found: the dry run shows exactly this. */
export interface TransferPlan {
	readonly uploads: readonly {
		readonly path: TargetPath;
		readonly reason: TransferReason;
	}[];
	/** Only paths that an earlier release of ours put there. */
	readonly removals: readonly TargetPath[];
	/** Number of files that are there already. */
	readonly unchanged: number;
}

export interface DeploymentReceipt {
	/**
	 * Where a visitor sees it; absent: nobody does. Of a bundle: the folder that holds `blueprint.zip`, or the address of that
	 * file itself.
	 */
	readonly url?: string;
	readonly releaseId?: string;
	/** What a person should know though the deployment succeeded. */
	readonly warnings?: readonly string[];
}

export interface Release {
	readonly id: string;
	/** ISO 8601. */
	readonly createdAt: string;
	readonly active: boolean;
	readonly fileCount: number;
	/** Percentage of visitors who get it, where some get this one and others another. More than 0, less than 100. */
	readonly visitorsPercent?: number;
	/** Shows this release to whoever opens it, and to nobody else; absent: the host cannot do that. */
	readonly previewUrl?: string;
}

/**
 * How references between published files are written: `absolute` to the base URL, `root-relative` (`/a/`), or
 * `document-relative` (`../a/`, works from `file://`).
 */
export type UrlStyle = 'absolute' | 'root-relative' | 'document-relative';

/** What a person set up to run at the edge. */
export interface EdgeFunctions {
	/** Modules and what they import. */
	readonly modules: readonly {
		/** Checked by `toTargetPath()`. */
		readonly path: string;
		/** Text is encoded as UTF-8. */
		readonly body: string | Uint8Array;
		readonly contentType: string;
	}[];
	/** Path of the module that starts. */
	readonly entrypoint: string;
}

/**
 * One open deployment to one place, owned by one run: `prepare → put… → finalize | discard`.
 *
 * Nothing is visible to visitors before `finalize()` resolves when `atomic` is true; otherwise each `put()` may be.
 * `prepare()` changes nothing that anyone can see, so `prepare()` + `discard()` is a dry run.
 *
 * Every operation may be called again after it rejected with an error whose code is retryable: the caller waits and
 * repeats, a target need not. `finalize()` then goes on where it was, or recognises that it had succeeded.
 */
export interface DeploymentTarget {
	readonly atomic: boolean;
	/** Largest number of `put()` calls the engine may keep in flight. Minimum: 1. */
	readonly maxConcurrency: number;
	/** Where the files will be public, with trailing slash. Decides what the rewritten URLs say. */
	readonly baseUrl: string;
	/** Default: `absolute`. */
	readonly urlStyle?: UrlStyle;
	/** Whether redirects from an address with a query (`/?p=7`) work here; few hosts match queries. Default: false. */
	readonly matchesQueries?: boolean;

	prepare: (
		manifest: DeploymentManifest,
		options: OperationOptions
	) => Promise< TransferPlan >;
	/** The same path twice: the last one wins. */
	put: ( file: PublishFile, options: PutOptions ) => Promise< void >;
	finalize: ( options: FinalizeOptions ) => Promise< DeploymentReceipt >;
	/** Releases what an unfinished deployment holds. Idempotent, harmless after `finalize()`. */
	discard: ( reason: unknown ) => Promise< void >;

	/** For edge functions only: what shall run there. It becomes the manifest of `prepare()`. */
	edgeFunctions?: ( options: OperationOptions ) => Promise< EdgeFunctions >;

	/** Optional: makes history possible. Newest first. */
	listReleases?: (
		options: OperationOptions
	) => Promise< readonly Release[] >;
	/** Optional: makes rollback possible. */
	activateRelease?: (
		id: string,
		options: FinalizeOptions
	) => Promise< DeploymentReceipt >;
	/** Optional: reads back a sample and compares; rejects with `integrity_failed`. */
	verify?: (
		manifest: DeploymentManifest,
		options: OperationOptions
	) => Promise< void >;
}

export type RollbackTarget = DeploymentTarget &
	Required< Pick< DeploymentTarget, 'listReleases' | 'activateRelease' > >;

export const canRollBack = (
	target: DeploymentTarget
): target is RollbackTarget =>
	typeof target.listReleases === 'function' &&
	typeof target.activateRelease === 'function';
