import type {
	Clock,
	DeploymentManifest,
	DeploymentReceipt,
	FinalizeOptions,
	Logger,
	OperationOptions,
	PublishFile,
	TargetPath,
	UrlStyle,
} from '@aether/provider-sdk';
import type { GitPlan } from './plan';
import type { GitCommit, GitRepository } from './repository';

/** A file outside the site's folder that is made when it is missing, and never touched again. */
export interface Companion {
	/** From the repository's root. */
	readonly path: string;
	readonly content: string;
}

/** The way to a branch that this account may not push to: somebody else merges what is proposed. */
export interface Review {
	/** Holds what is proposed; of this site and deployment alone. */
	readonly branch: string;
	/**
	 * Asks for the merge, unless that is asked for already.
	 *
	 * @return Where people find the request.
	 */
	readonly propose: (
		title: string,
		options: OperationOptions
	) => Promise< string >;
}

/** Where a deployment goes, and what goes with it. */
export interface GitPlace {
	readonly repository: GitRepository;
	readonly branch: string;
	/** Without slashes at its ends; empty: the repository's root. */
	readonly folder: string;
	/** Removes whatever is in the folder and not on the site. */
	readonly managesFolder: boolean;
	/** Folders and files from the root that belong to others even then. */
	readonly reserved: readonly string[];
	/** Provider and deployment type: `gitlab/static_site`. */
	readonly deployment: string;
	/** What temporary branches of this site and deployment begin with. */
	readonly temporaryPrefix: string;
	/** For commit messages. */
	readonly siteName: string;
	/** With trailing slash. */
	readonly baseUrl: string;
	/** Default: `absolute`. */
	readonly urlStyle?: UrlStyle;
	readonly companions: readonly Companion[];
	/** Used when the branch is protected. Absent: the publish ends there. */
	readonly review?: Review;
	/** Rejects when what is planned does not fit, before the first byte is sent. */
	readonly checkPlan?: (
		plan: GitPlan,
		options: OperationOptions
	) => Promise< void >;
	/** Files that this host needs besides the site's own. */
	readonly extraFiles: (
		manifest: DeploymentManifest
	) => Promise< ReadonlyMap< TargetPath, PublishFile > >;
	/**
	 * Waits until visitors see the commit; `isNew` is false for one of an earlier publish, from which nothing differs.
	 * Its receipt says where they see it, if anywhere. Absent: the commit is all there is, below the base URL.
	 */
	readonly follow?: (
		commit: GitCommit,
		isNew: boolean,
		options: FinalizeOptions
	) => Promise< DeploymentReceipt >;
	readonly clock: Clock;
	readonly logger: Logger;
}

export const prefixOf = ( { folder }: Pick< GitPlace, 'folder' > ): string =>
	folder === '' ? '' : `${ folder }/`;
