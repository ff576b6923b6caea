/** Characters; anything longer is data. */
const LONGEST_LAZY = 4096;
/** A value that is a place and not a word: it has a directory or a file's ending. */
const LOOKS_LIKE_URL =
	/^(?:https?:)?\/|^\.{1,2}\/|^[\w%.~-]+(?:\/[\w%.~@+-]+)*\.(?:avif|gif|ico|jpe?g|mp3|mp4|m4v|ogg|ogv|pdf|png|svg|webm|webp|css|js|html?|vtt)(?:[?#]|$)/i;

/**
 * Whether a value is a place, by its form: `/a`, `../a`, `images/a.jpg`.
 *
 * @param text
 */
export const looksLikeUrl = ( text: string ): boolean =>
	text.length <= LONGEST_LAZY &&
	LOOKS_LIKE_URL.test( text.trimStart() ) &&
	! /\s/.test( text.trim() );

/**
 * Whether a value is JSON, by its form: an object or array that has a string.
 *
 * @param text
 */
export const looksLikeJson = ( text: string ): boolean =>
	/^[\0-\x20]{0,64}[{[]/.test( text ) && text.includes( '"' );
