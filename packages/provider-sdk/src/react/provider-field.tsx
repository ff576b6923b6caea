import {
	CheckboxField,
	CheckboxGroupField,
	SelectField,
} from './choice-fields';
import { SecretField } from './secret-field';
import { TextField } from './text-field';
import type { ProviderFieldProps } from './field-props';

/**
 * One field of a provider's settings, with the WordPress component that suits its type. A type that a newer SDK may
 * bring is shown as text.
 *
 * @param props
 */
export function ProviderField( props: ProviderFieldProps ) {
	if ( props.field.sensitive ) {
		return <SecretField { ...props } />;
	}
	switch ( props.field.type ) {
		case 'select':
			return <SelectField { ...props } />;
		case 'checkbox':
			return <CheckboxField { ...props } />;
		case 'checkbox_group':
			return <CheckboxGroupField { ...props } />;
		default:
			return <TextField { ...props } />;
	}
}
