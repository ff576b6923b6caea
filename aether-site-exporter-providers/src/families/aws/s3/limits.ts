const MEBIBYTE = 1024 * 1024;

/** Larger bodies go in parts, so that a lost connection costs one part. Bytes. */
export const LARGEST_SINGLE_PUT = 16 * MEBIBYTE;

/**
 * R2 and S3 take no smaller part but the last, and R2 wants all others alike. Not larger either: PHP takes requests of
 * 8 MiB by default, and where the bucket does not allow this site yet, parts go through WordPress. Bytes.
 */
export const PART_SIZE = 5 * MEBIBYTE;

/** The API takes no more parts of one object. */
export const MOST_PARTS = 10_000;

/** How many parts of one object travel at a time. */
export const PARALLEL_PARTS = 3;

/** How often one part may be sent. */
export const PART_ATTEMPTS = 4;

/** Before the second attempt of a part; doubles with each further one. Milliseconds. */
export const PART_RETRY_MS = 1_000;

/** Bodies that are in memory at a time, of all uploads together. Bytes. */
export const BYTES_IN_FLIGHT = 48 * MEBIBYTE;

/** No answer that a publish needs is larger: a listing, a release, the path table of a site of a million files. Bytes. */
export const LARGEST_ANSWER = 256 * MEBIBYTE;

/** R2 and S3 list and delete no more keys in one request. */
export const KEYS_PER_REQUEST = 1_000;

/** A listing that is longer than this goes round in circles. */
export const MOST_LIST_PAGES = 10_000;

/** A request without a whole answer for so long was lost. Milliseconds. */
export const REQUEST_TIMEOUT_MS = 120_000;

/** A signing key comes from WordPress or not at all. Milliseconds. */
export const SIGNING_KEY_TIMEOUT_MS = 60_000;

/** A cancelled upload waits no longer for its parts to be given up. Milliseconds. */
export const ABORT_TIMEOUT_MS = 10_000;

/** R2 takes one write to a key within a second, and answers 429 to more. Milliseconds. */
export const WRITE_INTERVAL_MS = 1_000;
