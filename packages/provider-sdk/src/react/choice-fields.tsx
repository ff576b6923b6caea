import { CheckboxControl, SelectControl } from '@wordpress/components';
import { useId } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { FieldHelp, fieldHelp } from './field-help';
import { fieldLabel } from './field-label';
import type { ProviderFieldProps } from './field-props';

export function SelectField( props: ProviderFieldProps ) {
	const { field, value, issue, onChange } = props;
	const chosen = value ?? field.default ?? '';
	const options = field.options ?? [];
	const hasChoice = options.some( ( option ) => option.value === chosen );
	return (
		<SelectControl
			__nextHasNoMarginBottom
			__next40pxDefaultSize
			label={ fieldLabel( field ) }
			help={ fieldHelp( props ) }
			value={ hasChoice ? String( chosen ) : '' }
			onChange={ onChange }
			required={ field.required }
			disabled={ props.disabled === true }
			aria-invalid={ issue !== undefined }
			options={ [
				...( hasChoice && field.required
					? []
					: [
							{
								value: '',
								label: __( 'Select…', 'aether-site-exporter' ),
							},
						] ),
				...options.map( ( option ) => ( {
					value: option.value,
					label: option.label,
				} ) ),
			] }
		/>
	);
}

export function CheckboxField( props: ProviderFieldProps ) {
	const { field, value, onChange } = props;
	return (
		<CheckboxControl
			__nextHasNoMarginBottom
			label={ fieldLabel( field ) }
			help={ fieldHelp( props ) }
			checked={ ( value ?? field.default ) === true }
			onChange={ onChange }
			disabled={ props.disabled === true }
		/>
	);
}

export function CheckboxGroupField( props: ProviderFieldProps ) {
	const { field, issue, onChange } = props;
	const helpId = useId();
	const chosen = toList( props.value ?? field.default );
	const options = field.options ?? [];
	const toggle = ( choice: string, isChosen: boolean ) =>
		onChange(
			options
				.map( ( option ) => option.value )
				.filter( ( known ) =>
					known === choice ? isChosen : chosen.includes( known )
				)
		);
	return (
		<fieldset className="aether-field__group" aria-describedby={ helpId }>
			<legend>{ fieldLabel( field ) }</legend>
			<div id={ helpId } className="aether-field__help">
				<FieldHelp field={ field } issue={ issue } />
			</div>
			{ options.map( ( option ) => (
				<CheckboxControl
					key={ option.value }
					__nextHasNoMarginBottom
					label={ option.label }
					help={ option.description ?? null }
					checked={ chosen.includes( option.value ) }
					onChange={ ( isChosen ) =>
						toggle( option.value, isChosen )
					}
					disabled={ props.disabled === true }
				/>
			) ) }
		</fieldset>
	);
}

const toList = ( value: ProviderFieldProps[ 'value' ] ): readonly string[] =>
	Array.isArray( value ) ? value : [];
