/** Long enough for a browser to have begun reading. Milliseconds. */
const READ_BY_THEN_MS = 60_000;

/**
 * Hands a file to the browser's downloads.
 *
 * @param body
 * @param name
 */
export function saveFile( body: Blob, name: string ): void {
	const address = URL.createObjectURL( body );
	const link = document.createElement( 'a' );
	link.href = address;
	link.download = name;
	link.click();
	setTimeout( () => URL.revokeObjectURL( address ), READ_BY_THEN_MS );
}
