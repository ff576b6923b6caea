/*
 * Rules that the form and WordPress' PHP apply alike. Whoever changes one changes the other; the table
 * `testing/config-cases.json` is run by both sides.
 */
import type {
	ConfigField,
	ConfigFieldCondition,
	ConfigValue,
	ProviderConfig,
} from './types';

/** An address as people type one: a local part, `@`, and a domain of at least two labels. */
export const EMAIL_PATTERN =
	/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/u;

/** `http` or `https`, a host or an IPv6 address, an optional port; no user name, no space, no quote or bracket. */
export const URL_PATTERN =
	/^https?:\/\/(?:[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?(?:\.[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?#][^\s\p{Z}<>"\\^`{|}]*)?$/iu;

/** A decimal number; no exponent, no thousands separator. */
export const NUMBER_PATTERN = /^[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)$/u;

/**
 * The whole value must match, whether or not the source has anchors of its own. A source that the Unicode mode of
 * regular expressions refuses (`[\w-.]`) is read without it, as PHP would.
 * @param  source
 * @throws {SyntaxError} when the source is no regular expression at all.
 */
export function compilePattern( source: string ): RegExp {
	try {
		return new RegExp( `^(?:${ source })$`, 'u' );
	} catch {
		return new RegExp( `^(?:${ source })$` );
	}
}

/**
 * Nothing entered: then only `required` is asked.
 * @param field
 * @param value
 */
export function isEmptyValue(
	field: Pick< ConfigField, 'type' >,
	value: ConfigValue | undefined
): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		( field.type === 'checkbox' && value === false ) ||
		( Array.isArray( value ) && value.length === 0 )
	);
}

/**
 * Whether a field's `showIf` holds. Fields that are not shown are not validated either.
 * @param field
 * @param fields All fields of the form, for the defaults of those that the condition names.
 * @param config
 */
export function isFieldShown(
	field: Pick< ConfigField, 'showIf' >,
	fields: readonly ConfigField[],
	config: ProviderConfig
): boolean {
	const condition: ConfigFieldCondition = field.showIf ?? {};
	return Object.entries( condition ).every( ( [ id, expected ] ) => {
		const actual =
			readValue( config, id ) ??
			fields.find( ( other ) => other.id === id )?.default ??
			null;
		const accepted: readonly ConfigValue[] = Array.isArray( expected )
			? expected
			: [ expected as ConfigValue ];
		return accepted.some( ( value ) =>
			Array.isArray( actual )
				? actual.includes( value )
				: actual === value
		);
	} );
}

/**
 * A value of a configuration, never one of `Object.prototype`.
 * @param config
 * @param id
 */
export function readValue(
	config: ProviderConfig,
	id: string
): ConfigValue | undefined {
	return Object.hasOwn( config, id ) ? config[ id ] : undefined;
}
