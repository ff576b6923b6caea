import { DEFAULT_LARGEST_PAGE_LOSS } from '@aether/publish-engine';
import { TextControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

interface PageLossFieldProps {
	/** As it was typed. */
	readonly text: string;
	readonly onChange: ( text: string ) => void;
	readonly disabled: boolean;
}

export const pageLossLabel = () =>
	__(
		'Stop when more pages than this are missing (percent)',
		'aether-site-exporter'
	);

/**
 * @param stored What the settings say; nothing in those of an older version.
 */
export const pageLossText = ( stored: number | undefined ): string =>
	String( stored ?? DEFAULT_LARGEST_PAGE_LOSS );

/**
 * @param text
 * @return Null for what is no whole percentage.
 */
export function toPageLoss( text: string ): number | null {
	const value = text.trim() === '' ? NaN : Number( text );
	return Number.isInteger( value ) && value >= 0 && value <= 100
		? value
		: null;
}

/**
 * How much of the site may be gone before a publish stops.
 *
 * @param props
 * @param props.text
 * @param props.onChange
 * @param props.disabled
 */
export function PageLossField( {
	text,
	onChange,
	disabled,
}: PageLossFieldProps ) {
	const isValid = toPageLoss( text ) !== null;
	return (
		<TextControl
			__nextHasNoMarginBottom
			__next40pxDefaultSize
			className="aether-rules__number"
			type="number"
			min={ 0 }
			max={ 100 }
			label={ pageLossLabel() }
			help={
				isValid
					? __(
							'Compared with the last publish. 0 stops at every page that is gone, 100 at none.',
							'aether-site-exporter'
						)
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
