import type { Clock } from '@aether/provider-sdk';

/** Hexadecimal digits of a SHA-256. */
const DIGEST_LENGTH = 64;

/**
 * What tells the names of one deployment from those of all others: no object that is ever removed has the name of one
 * that is written later.
 *
 * @param clock
 */
export const createMark = ( clock: Pick< Clock, 'now' > ): string =>
	[ clock.now(), ...crypto.getRandomValues( new Uint32Array( 2 ) ) ]
		.map( ( part ) => part.toString( 36 ) )
		.join( '' );

/**
 * A time as ids of releases begin with it: in the order of time, without a character that a key cannot have.
 *
 * @param iso ISO 8601.
 */
export const timeIn = ( iso: string ): string =>
	iso.replace( /[-:.Z]/g, '' ).replace( 'T', '-' );

/**
 * @param sha256 Of the bytes, as lower-case hex.
 * @param mark
 */
export const nameOf = ( sha256: string, mark: string ): string =>
	`${ sha256 }-${ mark }`;

/**
 * The SHA-256 of what has a name. Older objects have nothing but that.
 *
 * @param name
 */
export const contentOf = ( name: string ): string =>
	name.slice( 0, DIGEST_LENGTH );
