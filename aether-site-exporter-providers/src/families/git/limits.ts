const MEBIBYTE = 1024 * 1024;

/** GitLab counts bodies above 20 MB as large and takes three of them in half a minute. Bytes of JSON. */
export const LARGEST_COMMIT = 15 * MEBIBYTE;

/** What a server writes well within the minute that it may work on a request. */
export const MOST_ACTIONS = 1000;

/** A relay that refuses even this much cannot take a site. Bytes of JSON. */
export const SMALLEST_COMMIT = 256 * 1024;

/** Bytes of bodies that are open at once, besides those that are encoded already. */
export const OPEN_AT_ONCE = 4 * MEBIBYTE;

/** Bodies are opened and encoded side by side; more would only wait for the same commit. */
export const PARALLEL_PUTS = 8;

/** A listing of this many commits reaches back far enough. Pages of 100. */
export const MOST_HISTORY_PAGES = 5;

/** Commits a person may choose from. */
export const MOST_RELEASES = 50;

/** How often a publish is planned again when somebody else pushed in between. */
export const MOST_PLANS = 3;

/** How often a commit is sent again after an answer that says nothing about its fate. */
export const MOST_SENDS = 3;

/** A person who cancelled waits no longer than this for the temporary branch to go. Milliseconds. */
export const DISCARD_TIMEOUT_MS = 8_000;

/** Message of a commit in characters; a longer list of other people's paths calls for a folder of one's own. */
export const LONGEST_MESSAGE = 64 * 1024;
