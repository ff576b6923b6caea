import type { TargetPath } from '@aether/provider-sdk';

/**
 * The content coding in which a file's bytes are stored: a browser draws an `.svgz` only when it is told that it is
 * compressed. Undefined for all that goes as it is, archives included.
 *
 * @param path
 */
export const contentEncodingOf = ( path: TargetPath ): string | undefined =>
	/\.svgz$/i.test( path ) ? 'gzip' : undefined;
