/* The parameters of Punycode for host names (RFC 3492, section 5). */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_CODE_POINT = 0x80;
const MAX_CODE_POINT = 0x10ffff;

/**
 * Decodes one label of a host name. Web standards encode only: `new URL()` gives Punycode, and nothing gives it back.
 *
 * @param label Without `xn--`, lower case.
 * @return Null when it is not Punycode.
 */
export function decodePunycode( label: string ): string | null {
	const delimiter = label.lastIndexOf( '-' );
	const output = Array.from( label.slice( 0, Math.max( delimiter, 0 ) ) );
	let codePoint = INITIAL_CODE_POINT;
	let bias = INITIAL_BIAS;
	let position = 0;
	for ( let index = delimiter + 1; index < label.length; ) {
		const delta = readDelta( label, index, bias );
		const length = output.length + 1;
		if ( delta === null ) {
			return null;
		}
		bias = adapt( delta.value, length, index === delimiter + 1 );
		codePoint += Math.floor( ( position + delta.value ) / length );
		if ( codePoint > MAX_CODE_POINT ) {
			return null;
		}
		position = ( position + delta.value ) % length;
		output.splice( position, 0, String.fromCodePoint( codePoint ) );
		position++;
		index = delta.end;
	}
	return output.join( '' );
}

interface Delta {
	readonly value: number;
	/** Index behind its last digit. */
	readonly end: number;
}

/**
 * One generalized variable-length integer (section 3.3).
 *
 * @param label
 * @param start
 * @param bias
 */
function readDelta( label: string, start: number, bias: number ): Delta | null {
	let value = 0;
	let weight = 1;
	for ( let index = start; index < label.length; index++ ) {
		const digit = digitOf( label.charCodeAt( index ) );
		if ( digit === null ) {
			return null;
		}
		value += digit * weight;
		const k = BASE * ( index - start + 1 );
		const threshold = Math.min( Math.max( k - bias, T_MIN ), T_MAX );
		if ( digit < threshold ) {
			return { value, end: index + 1 };
		}
		weight *= BASE - threshold;
	}
	return null;
}

/**
 * Null for anything but `a` to `z` and `0` to `9`.
 *
 * @param code
 */
function digitOf( code: number ): number | null {
	if ( code >= 0x61 && code <= 0x7a ) {
		return code - 0x61;
	}
	return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : null;
}

function adapt( delta: number, length: number, isFirst: boolean ): number {
	let rest = Math.floor( delta / ( isFirst ? DAMP : 2 ) );
	rest += Math.floor( rest / length );
	let k = 0;
	while ( rest > ( ( BASE - T_MIN ) * T_MAX ) / 2 ) {
		rest = Math.floor( rest / ( BASE - T_MIN ) );
		k += BASE;
	}
	return k + Math.floor( ( ( BASE - T_MIN + 1 ) * rest ) / ( rest + SKEW ) );
}
