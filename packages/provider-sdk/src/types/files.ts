/** POSIX, relative, NFC, no leading slash, no empty, `.` or `..` segment; made only by `toTargetPath()`. */
export type TargetPath = string & { readonly __brand: 'TargetPath' };

export type DigestAlgorithm = 'git-sha1' | 'md5' | 'sha1';

/** One file of a deployment. The body is opened on demand, so that a plan costs no memory. */
export interface PublishFile {
	readonly path: TargetPath;
	/** Bytes. */
	readonly size: number;
	/** As a `Content-Type` header, charset included: `text/html; charset=UTF-8`. */
	readonly contentType: string;
	/** Lower-case hex SHA-256 of the body. */
	readonly sha256: string;
	/** As a `Cache-Control` header; absent: the target's own default. */
	readonly cacheControl?: string;
	/**
	 * Other digests in lower-case hex, computed on demand and remembered: a git host compares blob ids, an S3
	 * listing MD5.
	 */
	digest: ( algorithm: DigestAlgorithm ) => Promise< string >;
	/** Opens a fresh body. Called once per attempt, so that a retry never re-reads a spent stream. */
	open: ( options?: { readonly signal?: AbortSignal } ) => Promise< Blob >;
}

export interface Redirect {
	/**
	 * Path below the base URL with a leading slash, percent-encoded: `/old-name/`. With a query only for a target that
	 * matches queries: `/?p=7` leads elsewhere than `/`.
	 */
	readonly from: string;
	/** The same form for a place on the site, else an absolute URL. */
	readonly to: string;
	readonly status: 301 | 302 | 307 | 308;
}

/** The whole of what a target shall hold after `finalize()`. */
export interface DeploymentManifest {
	/** UUID of the publish. */
	readonly publishId: string;
	/** One of `DEPLOYMENT_TYPES`. */
	readonly deploymentType: string;
	/** Public base URL of this target, with trailing slash. */
	readonly baseUrl: string;
	readonly files: ReadonlyMap< TargetPath, PublishFile >;
	readonly redirects: readonly Redirect[];
	/** The file that answers for what is missing. */
	readonly notFound?: TargetPath;
	/** Search engines shall leave this deployment out; a host that can say so answers with `X-Robots-Tag: noindex`. */
	readonly robots?: 'noindex';
	/** Edge functions only: the module that starts. */
	readonly entrypoint?: TargetPath;
}

/** A manifest of rendered pages and their assets. */
export type SiteManifest = DeploymentManifest;
