import { TextareaControl, TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { FieldHelp } from './field-help';
import { fieldLabel } from './field-label';
import type { ProviderFieldProps } from './field-props';

const DEFAULT_ROWS = 4;

/**
 * Where a secret is typed. No browser offers to fill or to correct it.
 *
 * @param props
 */
export function SecretInput( props: ProviderFieldProps ) {
	const { field, value, issue, onChange } = props;
	const shared = {
		__nextHasNoMarginBottom: true,
		label: fieldLabel( field ),
		help: <SecretHelp { ...props } />,
		value: typeof value === 'string' ? value : '',
		// An empty input is no secret: what is stored stays.
		onChange: ( text: string ) =>
			onChange( text === '' ? undefined : text ),
		placeholder: field.placeholder,
		required: field.required,
		disabled: props.disabled === true,
		spellCheck: false,
		autoComplete: 'new-password',
		'aria-invalid': issue !== undefined,
	};
	return field.type === 'textarea' ? (
		<TextareaControl { ...shared } rows={ field.rows ?? DEFAULT_ROWS } />
	) : (
		<TextControl { ...shared } __next40pxDefaultSize type="password" />
	);
}

function SecretHelp( { field, issue, secretStatus }: ProviderFieldProps ) {
	return (
		<>
			{ secretStatus === 'unreadable' && (
				<strong className="aether-field__unreadable">
					{ __(
						'The saved value cannot be read any more, because the keys of this site have changed. Enter it again.',
						'aether-site-exporter'
					) }
				</strong>
			) }
			<FieldHelp field={ field } issue={ issue } />
		</>
	);
}
