import type { PublishFile } from '@aether/provider-sdk';
import { contentEncodingOf } from '../content-encoding';

/**
 * Bytes, type, cache policy and coding: what visitors get differs when one of them does.
 *
 * @param file
 */
export const fingerprintOf = ( file: PublishFile ): string =>
	[
		file.sha256,
		file.contentType,
		file.cacheControl ?? '',
		contentEncodingOf( file.path ) ?? '',
	].join( '\n' );

/**
 * Lower-case hex SHA-256 of the bytes.
 *
 * @param fingerprint
 */
export const sha256Of = ( fingerprint: string ): string =>
	fingerprint.split( '\n', 1 )[ 0 ] ?? '';

/**
 * @param fingerprint
 * @param file
 */
export const hasSameBytes = (
	fingerprint: string,
	file: PublishFile
): boolean => sha256Of( fingerprint ) === file.sha256;
