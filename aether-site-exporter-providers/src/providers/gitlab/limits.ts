/** The most that GitLab lists at once. */
export const PAGE_SIZE = 100;

/** 250,000 entries: more than a Pages site may have. */
export const MOST_TREE_PAGES = 2500;

/** Files that GitLab may list in one answer: some megabytes. Larger trees come page by page. */
export const LARGEST_LISTING = 20_000;

/** How often a request that changes nothing is sent again. */
export const MOST_READS = 4;

/** GitLab gives up after a minute; the rest is for the way of a large body. Milliseconds. */
export const REQUEST_DEADLINE_MS = 180_000;

/** Largest new file on GitLab.com. Bytes. */
export const LARGEST_FILE = 100 * 1024 * 1024;

/** Of one repository on GitLab.com, history included. Bytes. */
export const LARGEST_REPOSITORY = 10 * 1024 * 1024 * 1024;

/** GitLab takes `LARGE_COMMITS` bodies above this within `LARGE_COMMITS_MS` from one user. Bytes. */
export const LARGE_COMMIT = 20_000_000;
export const LARGE_COMMITS = 3;
export const LARGE_COMMITS_MS = 30_000;

/** A token that ends sooner than this deserves a word. Milliseconds. */
export const EXPIRY_WARNING_MS = 14 * 24 * 60 * 60 * 1000;

/** GitLab's role numbers. */
export const DEVELOPER = 30;
export const MAINTAINER = 40;
