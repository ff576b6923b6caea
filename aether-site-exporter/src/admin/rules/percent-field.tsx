import { TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Threshold } from './thresholds';

interface PercentFieldProps {
	readonly threshold: Threshold;
	/** As it was typed. */
	readonly text: string;
	readonly onChange: ( text: string ) => void;
	readonly disabled: boolean;
}

/**
 * @param text
 * @return Null for what is no whole percentage.
 */
export function toPercent( text: string ): number | null {
	const value = text.trim() === '' ? NaN : Number( text );
	return Number.isInteger( value ) && value >= 0 && value <= 100
		? value
		: null;
}

/**
 * A threshold of the checks before a publish.
 *
 * @param props
 * @param props.threshold
 * @param props.text
 * @param props.onChange
 * @param props.disabled
 */
export function PercentField( {
	threshold,
	text,
	onChange,
	disabled,
}: PercentFieldProps ) {
	const isValid = toPercent( text ) !== null;
	return (
		<TextControl
			__nextHasNoMarginBottom
			__next40pxDefaultSize
			className="aether-rules__number"
			type="number"
			min={ 0 }
			max={ 100 }
			label={ threshold.label }
			help={
				isValid
					? threshold.help
					: __(
							'Enter a whole number from 0 to 100.',
							'aether-site-exporter'
						)
			}
			aria-invalid={ ! isValid }
			value={ text }
			onChange={ onChange }
			disabled={ disabled }
		/>
	);
}
