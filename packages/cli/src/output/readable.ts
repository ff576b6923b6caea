/** Colours, and whatever else a terminal would obey but for the end of a line. */
const CONTROL =
	/(\u001B\[\d{1,2}m)|[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/**
 * Takes out what would steer the terminal of whoever reads it: hosts and pages have a say in what is written.
 *
 * @param text Colours stay.
 */
export const readable = ( text: string ): string =>
	text.replace( CONTROL, '$1' );
