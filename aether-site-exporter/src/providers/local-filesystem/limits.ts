const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** Half of PHP's most common `post_max_size`, so that a lost request costs little to send again. Bytes. */
export const LARGEST_REQUEST = 4 * MEBIBYTE;

/** A web server that refuses even this much cannot take a site. Bytes. */
export const SMALLEST_REQUEST = 64 * KIBIBYTE;

/** What PHP writes well within its thirty seconds on a slow network disc. */
export const MOST_FILES_PER_REQUEST = 200;

/** The route takes no more. */
export const MOST_KEPT_PER_REQUEST = 1000;

/** One request travels while another is being written; a small host has few PHP workers to give. */
export const PARALLEL_REQUESTS = 2;

/** A manifest has as many pages as a site has files divided by a thousand; more than this is a server that loops. */
export const MOST_MANIFEST_PAGES = 10_000;

/** A person who cancelled waits no longer than this for the staging directory to go. Milliseconds. */
export const DISCARD_TIMEOUT_MS = 10_000;

/** How many files `verify()` reads back. */
export const VERIFY_SAMPLE = 5;

/** Larger files are not read back. Bytes. */
export const VERIFY_LARGEST_FILE = MEBIBYTE;
