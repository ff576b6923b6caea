import { CheckboxControl } from '@wordpress/components';

interface ChecksProps {
	readonly legend: string;
	readonly options: readonly {
		readonly value: string;
		readonly label: string;
	}[];
	readonly chosen: readonly string[];
	readonly onChange: ( chosen: readonly string[] ) => void;
}

/**
 * Some of a few things.
 *
 * @param props
 * @param props.legend
 * @param props.options
 * @param props.chosen
 * @param props.onChange
 */
export const Checks = ( {
	legend,
	options,
	chosen,
	onChange,
}: ChecksProps ) => (
	<fieldset className="aether-choice">
		<legend>{ legend }</legend>
		{ options.map( ( { value, label } ) => (
			<CheckboxControl
				key={ value }
				__nextHasNoMarginBottom
				label={ label }
				checked={ chosen.includes( value ) }
				onChange={ ( isChosen ) =>
					onChange(
						isChosen
							? [ ...chosen, value ]
							: chosen.filter( ( other ) => other !== value )
					)
				}
			/>
		) ) }
	</fieldset>
);
