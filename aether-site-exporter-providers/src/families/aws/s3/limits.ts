const MEBIBYTE = 1024 * 1024;

/** Larger bodies go in parts, so that a lost connection costs one part. Bytes. */
export const LARGEST_SINGLE_PUT = 16 * MEBIBYTE;

/** R2 and S3 take no smaller part but the last, and R2 wants all others alike. Bytes. */
export const PART_SIZE = 8 * MEBIBYTE;

/** The API takes no more parts of one object. */
export const MOST_PARTS = 10_000;

/** How many parts of one object travel at a time. */
export const PARALLEL_PARTS = 3;

/** How often one part may be sent. */
export const PART_ATTEMPTS = 4;

/** Before the second attempt of a part; doubles with each further one. Milliseconds. */
export const PART_RETRY_MS = 1_000;

/** R2 and S3 list and delete no more keys in one request. */
export const KEYS_PER_REQUEST = 1_000;

/** A listing that is longer than this goes round in circles. */
export const MOST_LIST_PAGES = 10_000;

/** A request without an answer for so long was lost. Milliseconds. */
export const REQUEST_TIMEOUT_MS = 120_000;

/** A cancelled upload waits no longer for its parts to be given up. Milliseconds. */
export const ABORT_TIMEOUT_MS = 10_000;
