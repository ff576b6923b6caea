/** Cloudflare answers within seconds; a large upload takes longer. Milliseconds. */
export const REQUEST_DEADLINE_MS = 180_000;

/** All modules of a Worker together, as Cloudflare takes them. Bytes. */
export const LARGEST_WORKER = 64 * 1024 * 1024;

/** One variable. Bytes of UTF-8. */
export const LARGEST_VARIABLE = 5120;

/** Variables and secrets of a Worker on the Free plan. */
export const MOST_VARIABLES = 64;

/** Cloudflare shows up to a hundred versions that can still be deployed; a person goes back one or two. */
export const LISTED_RELEASES = 10;

/** Behaviour of the runtime that the modules are written for. */
export const COMPATIBILITY_DATE = '2026-07-01';

export const DEFAULT_SCRIPT_NAME = 'aether-site';

export const DEFAULT_API_URL = 'https://api.cloudflare.com/client/v4';
