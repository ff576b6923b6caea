/** Of one site on GitLab.com; also that of an artifact. Bytes. */
export const LARGEST_SITE = 1024 * 1024 * 1024;

/** Files and folders of one site. */
export const MOST_ENTRIES = 200_000;

/** Rules of `_redirects` that Pages follows by default. Source: docs.gitlab.com, GitLab Pages redirects. */
export const MOST_RULES = 1_000;

/** Of `_redirects` by default: Pages follows none of a larger file. Bytes. Source: the same. */
export const LARGEST_RULES = 64 * 1024;

/** The job deploys this folder on old and new versions alike. */
export const PUBLIC_FOLDER = 'public';

/** Between two looks at a pipeline. Milliseconds. */
export const POLL_MS = 3_000;

/** GitLab makes the pipeline a moment after the commit; later means that it will not. Milliseconds. */
export const PIPELINE_APPEARS_MS = 60_000;

/** A job that waits longer than this has no runner to take it. Milliseconds. */
export const RUNNER_TAKES_MS = 10 * 60_000;

/** The longest that a publish follows its pipeline. Milliseconds. */
export const PIPELINE_ENDS_MS = 60 * 60_000;

/** What is shown of a failed job's log. */
export const LOG_TAIL_LINES = 12;
export const LOG_TAIL_CHARACTERS = 1200;

/** How often the address of a deployed site is looked at, and how long between. Milliseconds. */
export const MOST_PROBES = 10;
export const PROBE_MS = 3_000;
