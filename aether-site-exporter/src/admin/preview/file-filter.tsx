import { SearchControl, SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { type ChangeKind, kindLabel, KINDS } from './planned-files';

/** What is wanted of a list of files. */
export interface WantedFiles {
	/** Empty: every change. */
	readonly change: ChangeKind | '';
	/** A part of the path, as it was typed. */
	readonly search: string;
}

export const ALL_FILES: WantedFiles = { change: '', search: '' };

interface FileFilterProps {
	readonly wanted: WantedFiles;
	readonly onChange: ( wanted: WantedFiles ) => void;
	/** What is said of a kind beside its name. */
	readonly labelFor?: ( kind: ChangeKind ) => string;
}

/**
 * Narrows a list of files by kind of change and by path.
 *
 * @param props
 * @param props.wanted
 * @param props.onChange
 * @param props.labelFor
 */
export function FileFilter( {
	wanted,
	onChange,
	labelFor = kindLabel,
}: FileFilterProps ) {
	return (
		<div className="aether-filter">
			<SelectControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				label={ __( 'Show', 'aether-site-exporter' ) }
				value={ wanted.change }
				onChange={ ( value ) =>
					onChange( {
						...wanted,
						change: value as WantedFiles[ 'change' ],
					} )
				}
				options={ [
					{
						value: '',
						label: __( 'All changes', 'aether-site-exporter' ),
					},
					...KINDS.map( ( value ) => ( {
						value,
						label: labelFor( value ),
					} ) ),
				] }
			/>
			<SearchControl
				__nextHasNoMarginBottom
				label={ __( 'Search paths', 'aether-site-exporter' ) }
				value={ wanted.search }
				onChange={ ( search ) => onChange( { ...wanted, search } ) }
			/>
		</div>
	);
}
