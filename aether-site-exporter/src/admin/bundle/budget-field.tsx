import { TextControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';

/** Bytes, as file managers count. */
const MEGABYTE = 1_000_000;
/** More than that opens in no browser. */
const MOST_MEGABYTES = 2048;

/**
 * @param text What stands in the field.
 * @return Bytes; undefined: what the site says; null: no budget.
 */
export function readBudget( text: string ): number | null | undefined {
	if ( text.trim() === '' ) {
		return undefined;
	}
	const megabytes = Number( text );
	return Number.isInteger( megabytes ) &&
		megabytes >= 1 &&
		megabytes <= MOST_MEGABYTES
		? megabytes * MEGABYTE
		: null;
}

interface BudgetFieldProps {
	readonly value: string;
	readonly onChange: ( value: string ) => void;
}

/**
 * How large the files of a bundle may be together.
 *
 * @param props
 * @param props.value
 * @param props.onChange
 */
export const BudgetField = ( { value, onChange }: BudgetFieldProps ) => (
	<TextControl
		__nextHasNoMarginBottom
		__next40pxDefaultSize
		className="aether-bundle__budget"
		type="number"
		min={ 1 }
		max={ MOST_MEGABYTES }
		label={ __( 'Megabytes of files at most', 'aether-site-exporter' ) }
		placeholder="100"
		value={ value }
		onChange={ onChange }
		aria-invalid={ readBudget( value ) === null }
		help={
			readBudget( value ) === null
				? sprintf(
						/* translators: %s: the largest number. */
						__(
							'Enter a whole number from 1 to %s, or nothing.',
							'aether-site-exporter'
						),
						formatNumber( MOST_MEGABYTES )
					)
				: __(
						'Beyond it the largest media are left out. Empty: what the site says.',
						'aether-site-exporter'
					)
		}
	/>
);
