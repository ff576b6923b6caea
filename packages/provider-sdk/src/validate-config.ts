import {
	maxMessage,
	minMessage,
	optionMessage,
	patternMessage,
	requiredMessage,
	typeMessage,
	uncheckedMessage,
} from './config-messages';
import {
	compilePattern,
	EMAIL_PATTERN,
	isEmptyValue,
	isFieldShown,
	readValue,
	URL_PATTERN,
} from './field-rules';
import { logError } from './log';
import { sanitizeConfig, sanitizeValue } from './sanitize-config';
import type {
	ConfigField,
	ConfigIssue,
	ConfigValue,
	ProviderConfig,
	SecretStatus,
} from './types';

export interface ValidateConfigOptions {
	/**
	 * What is known of the stored secrets. A secret that is absent from the configuration is kept as stored; with this,
	 * one that is required and is not there is an issue too.
	 */
	readonly secrets?: Readonly< Record< string, SecretStatus > >;
}

/** An issue before it has a field's name on it. */
type Finding = Omit< ConfigIssue, 'field' > | null;

/**
 * Checks a configuration, after sanitising it, against its fields. Fields that are not shown are not checked.
 *
 * @param fields
 * @param config
 * @param options
 * @return At most one issue per field, in the order of the fields.
 */
export function validateConfig(
	fields: readonly ConfigField[],
	config: ProviderConfig,
	options: ValidateConfigOptions = {}
): readonly ConfigIssue[] {
	const sanitized = {
		...config,
		...sanitizeConfig( fields, config ),
	};
	return fields
		.filter( ( field ) => isFieldShown( field, fields, sanitized ) )
		.filter( ( field ) => ! isKeptSecret( field, sanitized, options ) )
		.map( ( field ) =>
			findIssue( field, readValue( sanitized, field.id ), sanitized )
		)
		.filter( ( issue ) => issue !== null );
}

/**
 * Checks one value, after sanitising it. Rules are asked in this order, and the first that is broken is reported:
 * required, type, min, max, pattern, option, the field's own `validate`. A value that is empty and not required is
 * right.
 *
 * @param field
 * @param value
 * @param config The whole configuration, for the field's own `validate`.
 */
export function validateValue(
	field: ConfigField,
	value: ConfigValue | undefined,
	config: ProviderConfig = {}
): ConfigIssue | null {
	const sanitized =
		value === undefined ? undefined : sanitizeValue( field, value );
	return findIssue( field, sanitized, config );
}

function findIssue(
	field: ConfigField,
	value: ConfigValue | undefined,
	config: ProviderConfig
): ConfigIssue | null {
	const finding = check( field, value, config );
	return finding === null ? null : { field: field.id, ...finding };
}

function check(
	field: ConfigField,
	value: ConfigValue | undefined,
	config: ProviderConfig
): Finding {
	if ( value === undefined || isEmptyValue( field, value ) ) {
		return field.required
			? { code: 'required', message: requiredMessage( field ) }
			: null;
	}
	if ( ! hasType( field, value ) ) {
		return { code: 'type', message: typeMessage( field ) };
	}
	return (
		checkSize( field, value ) ??
		checkPattern( field, value ) ??
		checkOptions( field, value ) ??
		checkCustom( field, value, config )
	);
}

function hasType( { type }: ConfigField, value: ConfigValue ): boolean {
	switch ( type ) {
		case 'number':
			return typeof value === 'number' && Number.isFinite( value );
		case 'checkbox':
			return typeof value === 'boolean';
		case 'checkbox_group':
			return (
				Array.isArray( value ) &&
				value.every( ( choice ) => typeof choice === 'string' )
			);
		case 'url':
			return typeof value === 'string' && URL_PATTERN.test( value );
		case 'email':
			return typeof value === 'string' && EMAIL_PATTERN.test( value );
		default:
			return typeof value === 'string';
	}
}

function checkSize( field: ConfigField, value: ConfigValue ): Finding {
	if ( typeof value !== 'number' && typeof value !== 'string' ) {
		return null;
	}
	const { min, max } = field;
	const size = typeof value === 'number' ? value : countCharacters( value );
	if ( min !== undefined && size < min ) {
		return { code: 'min', message: minMessage( field, min ) };
	}
	if ( max !== undefined && size > max ) {
		return { code: 'max', message: maxMessage( field, max ) };
	}
	return null;
}

function checkPattern( field: ConfigField, value: ConfigValue ): Finding {
	return field.pattern === undefined ||
		typeof value !== 'string' ||
		compilePattern( field.pattern ).test( value )
		? null
		: {
				code: 'pattern',
				message: field.patternMessage ?? patternMessage( field ),
			};
}

function checkOptions( field: ConfigField, value: ConfigValue ): Finding {
	if ( field.type !== 'select' && field.type !== 'checkbox_group' ) {
		return null;
	}
	const choices = Array.isArray( value ) ? value : [ value ];
	const known = new Set( field.options?.map( ( option ) => option.value ) );
	return choices.every( ( choice ) => known.has( choice ) )
		? null
		: { code: 'option', message: optionMessage( field ) };
}

function checkCustom(
	field: ConfigField,
	value: ConfigValue,
	config: ProviderConfig
): Finding {
	try {
		const message = field.validate?.( value, config );
		return typeof message === 'string' && message !== ''
			? { code: 'custom', message }
			: null;
	} catch ( error ) {
		logError( `validate() of the field "${ field.id }" threw.`, error );
		return { code: 'custom', message: uncheckedMessage( field ) };
	}
}

/**
 * A secret that the form leaves out stays as it is stored, if it is.
 *
 * @param field
 * @param config
 * @param options
 * @param options.secrets
 */
function isKeptSecret(
	field: ConfigField,
	config: ProviderConfig,
	{ secrets }: ValidateConfigOptions
): boolean {
	if ( ! field.sensitive || readValue( config, field.id ) !== undefined ) {
		return false;
	}
	const status = secrets?.[ field.id ];
	return status !== 'unset' && status !== 'unreadable';
}

/**
 * As a person counts letters of most scripts, and as PHP's `mb_strlen()` does: code points.
 *
 * @param text
 */
const countCharacters = ( text: string ): number => [ ...text ].length;
