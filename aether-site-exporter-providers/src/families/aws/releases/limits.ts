const MEBIBYTE = 1024 * 1024;

/** A pointer or a release is never larger. Bytes. */
export const LARGEST_DOCUMENT = 16 * MEBIBYTE;

/** Shards of a site of a million files are smaller. Bytes. */
export const LARGEST_PACK = 256 * MEBIBYTE;

/** A release whose shards lie in more objects gets all of them in one new object. */
export const MOST_PACKS = 16;

/** Reads at a time. */
export const PARALLEL_READS = 8;

/** So long a publish takes it for granted that nothing was lost, where a search for it takes several requests. Milliseconds. */
export const CHECK_INTERVAL_MS = 60 * 60 * 1000;

/** A cancelled publish may have sent some of so many blobs. Fewer are sent again sooner than they are searched for. */
export const WORTH_A_SEARCH = 100;

/** Objects that no kept release names stay for so long: visitors with old pages still ask for them. Milliseconds. */
export const GRACE_PERIOD_MS = 24 * 60 * 60 * 1000;

/** A deployment that takes longer goes live no more: the first of its blobs would soon be taken for garbage. Milliseconds. */
export const LONGEST_DEPLOYMENT_MS = GRACE_PERIOD_MS / 2;

/** Clocks differ, and requests take their time: what may go so soon is not brought back. Milliseconds. */
export const SAFETY_MARGIN_MS = 60 * 60 * 1000;

/** How many releases that visitors had before the pointer remembers. */
export const MOST_RECENT = 32;

/** A list of what nobody needs is acted upon no later. Milliseconds. */
export const LISTING_VALID_MS = 5 * 60 * 1000;

/** One request removes as many, so that a publish which changed little makes one. */
export const GARBAGE_STEP = 1_000;

/** HTTP/2 takes many small uploads at once; browsers queue what goes over HTTP/1.1. */
export const PARALLEL_PUTS = 16;

/** How often a store that asks to slow down is asked to switch to a kept release. */
export const SWITCH_ATTEMPTS = 4;
