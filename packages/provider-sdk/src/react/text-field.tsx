import { TextareaControl, TextControl } from '@wordpress/components';
import { fieldHelp } from './field-help';
import { fieldLabel } from './field-label';
import type { ProviderFieldProps } from './field-props';
import type { ConfigField, ConfigValue } from '../types';

/** How the browser's own input is called for each type of one-line field. */
const INPUT_TYPES = {
	email: 'email',
	number: 'number',
	url: 'url',
} as const;

const DEFAULT_ROWS = 4;

/**
 * Text of one or several lines, numbers and addresses.
 *
 * @param props
 */
export function TextField( props: ProviderFieldProps ) {
	const { field, value = field.default ?? null, issue, onChange } = props;
	const shared = {
		__nextHasNoMarginBottom: true,
		label: fieldLabel( field ),
		help: fieldHelp( props ),
		value: toText( value ),
		onChange: ( text: string ) => onChange( fromText( field, text ) ),
		placeholder: field.placeholder,
		required: field.required,
		disabled: props.disabled === true,
		'aria-invalid': issue !== undefined,
	};
	if ( field.type === 'textarea' ) {
		return (
			<TextareaControl
				{ ...shared }
				rows={ field.rows ?? DEFAULT_ROWS }
			/>
		);
	}
	const isNumber = field.type === 'number';
	return (
		<TextControl
			{ ...shared }
			__next40pxDefaultSize
			type={
				field.type in INPUT_TYPES
					? INPUT_TYPES[ field.type as keyof typeof INPUT_TYPES ]
					: 'text'
			}
			min={ isNumber ? field.min : undefined }
			max={ isNumber ? field.max : undefined }
			step={ isNumber ? ( field.step ?? 'any' ) : undefined }
			maxLength={ isNumber ? undefined : field.max }
		/>
	);
}

const toText = ( value: ConfigValue ): string =>
	typeof value === 'string' || typeof value === 'number'
		? String( value )
		: '';

function fromText( field: ConfigField, text: string ): ConfigValue {
	if ( field.type !== 'number' ) {
		return text;
	}
	return text === '' ? null : Number( text );
}
