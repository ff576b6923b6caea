import { AetherError, type PublishFile } from '@aether/provider-sdk';

/**
 * The body of a file, which has the size that was planned.
 *
 * @param file
 * @param signal
 */
export async function openBody(
	file: PublishFile,
	signal: AbortSignal
): Promise< Blob > {
	const body = await file.open( { signal } );
	signal.throwIfAborted();
	if ( body.size !== file.size ) {
		throw new AetherError(
			'integrity_failed',
			`${ file.path } has ${ body.size } bytes instead of ${ file.size }.`
		);
	}
	return body;
}
