import { NUMBER_PATTERN, readValue } from './field-rules';
import { logError } from './log';
import type { ConfigField, ConfigValue, ProviderConfig } from './types';

const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/g;

const CONTROL_CHARACTERS_IN_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const OUTER_SPACE = /^[\s\p{Z}\ufeff]+|[\s\p{Z}\ufeff]+$/gu;

const TRUE_WORDS: ReadonlySet< ConfigValue > = new Set( [
	true,
	1,
	'1',
	'true',
	'on',
	'yes',
] );
const FALSE_WORDS: ReadonlySet< ConfigValue > = new Set( [
	false,
	0,
	'0',
	'false',
	'off',
	'no',
	'',
] );

/**
 * Brings a configuration into the form that is stored: known fields only, each value by `sanitizeValue()`.
 *
 * A field that is absent stays absent (it is kept as stored), `null` stays `null` (it is cleared).
 * @param fields
 * @param config
 */
export function sanitizeConfig(
	fields: readonly ConfigField[],
	config: ProviderConfig
): ProviderConfig {
	const sanitized: Record< string, ConfigValue > = {};
	for ( const field of fields ) {
		const value = readValue( config, field.id );
		if ( value !== undefined ) {
			sanitized[ field.id ] = sanitizeValue( field, value );
		}
	}
	return sanitized as ProviderConfig;
}

/**
 * Brings one value into the form that is stored. A value that cannot be read as the field's type comes back unchanged,
 * for validation to name it.
 * - Text of one line loses control characters and outer white space.
 * - Text of several lines has `\n` line ends and loses other control characters (not tabs) and outer white space.
 * - A number may come as text (`"8080"`); empty text is `null`.
 * - A check box may come as `1`, `"true"`, `"on"`, `"yes"` and their opposites.
 * - A group of check boxes has each value once.
 *
 * The field's own `sanitize` runs last.
 * @param field
 * @param value
 */
export function sanitizeValue(
	field: ConfigField,
	value: ConfigValue
): ConfigValue {
	const sanitized = value === null ? null : sanitizeByType( field, value );
	if ( field.sanitize === undefined ) {
		return sanitized;
	}
	try {
		return field.sanitize( sanitized );
	} catch ( error ) {
		logError( `sanitize() of the field "${ field.id }" threw.`, error );
		return sanitized;
	}
}

function sanitizeByType(
	field: ConfigField,
	value: Exclude< ConfigValue, null >
): ConfigValue {
	switch ( field.type ) {
		case 'number':
			return sanitizeNumber( value );
		case 'checkbox':
			return sanitizeCheckbox( value );
		case 'checkbox_group':
			return Array.isArray( value ) ? [ ...new Set( value ) ] : value;
		case 'textarea':
			return typeof value === 'string'
				? value
						.replace( /\r\n?/g, '\n' )
						.replace( CONTROL_CHARACTERS_IN_TEXT, '' )
						.replace( OUTER_SPACE, '' )
				: value;
		default:
			return sanitizeLine( value );
	}
}

function sanitizeLine( value: Exclude< ConfigValue, null > ): ConfigValue {
	if ( typeof value === 'number' ) {
		return String( value );
	}
	return typeof value === 'string'
		? value.replace( CONTROL_CHARACTERS, '' ).replace( OUTER_SPACE, '' )
		: value;
}

function sanitizeNumber( value: Exclude< ConfigValue, null > ): ConfigValue {
	if ( typeof value !== 'string' ) {
		return value;
	}
	const text = value.replace( OUTER_SPACE, '' );
	if ( text === '' ) {
		return null;
	}
	return NUMBER_PATTERN.test( text ) ? Number( text ) : value;
}

function sanitizeCheckbox( value: Exclude< ConfigValue, null > ): ConfigValue {
	if ( TRUE_WORDS.has( value ) ) {
		return true;
	}
	return FALSE_WORDS.has( value ) ? false : value;
}
