import type { SiteRest } from '@aether/publish-engine';
import { CheckboxControl, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { formatBytes } from '../format';
import { findOptions, type PluginOption } from './choice';
import { isBehind, useSearch } from './use-search';

interface OptionsFieldProps {
	readonly rest: SiteRest;
	readonly chosen: readonly string[];
	readonly onChange: ( chosen: readonly string[] ) => void;
}

function Value( { option }: { readonly option: PluginOption } ) {
	const { name, value, isCut, emptied } = option;
	return (
		<details className="aether-choice__value">
			<summary>
				{ sprintf(
					/* translators: %s: name of an option. */
					__( 'Value of %s', 'aether-site-exporter' ),
					name
				) }
			</summary>
			<pre dir="ltr">{ isCut ? `${ value }…` : value }</pre>
			{ emptied.length > 0 && (
				<p>
					{ sprintf(
						/* translators: %s: names of fields. */
						__( 'Travels empty: %s.', 'aether-site-exporter' ),
						emptied.join( ', ' ) || name
					) }
				</p>
			) }
		</details>
	);
}

/**
 * Options of plugins: those that were chosen, and what a search finds, each with the value that would travel.
 *
 * @param props
 * @param props.rest
 * @param props.chosen
 * @param props.onChange
 */
export function OptionsField( { rest, chosen, onChange }: OptionsFieldProps ) {
	const [ words, setWords ] = useState( '' );
	const search = useSearch(
		useCallback(
			( wanted, options ) => findOptions( rest, wanted, options ),
			[ rest ]
		),
		words
	);
	const { stored, found } =
		search.status === 'found'
			? {
					stored: search.found.chosen,
					found: search.words === '' ? [] : search.found.found,
				}
			: { stored: [], found: [] };
	const known = new Map(
		[ ...stored, ...found ].map( ( option ) => [ option.name, option ] )
	);
	const names = [ ...new Set( [ ...chosen, ...known.keys() ] ) ];
	return (
		<fieldset className="aether-choice">
			<legend>
				{ __( 'Settings of plugins', 'aether-site-exporter' ) }
			</legend>
			<p className="aether-field__help">
				{ __(
					'Options as WordPress stores them. Whoever opens the bundle can read them, so look at each value first. What is named like a key or a password, and every address of e-mail, travels empty.',
					'aether-site-exporter'
				) }
			</p>
			<TextControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				type="search"
				label={ __( 'Find options', 'aether-site-exporter' ) }
				value={ words }
				onChange={ setWords }
			/>
			{ names.map( ( name ) => {
				const option = known.get( name );
				return (
					<div key={ name }>
						<CheckboxControl
							__nextHasNoMarginBottom
							label={
								option
									? `${ name } (${ formatBytes( option.size ) })`
									: name
							}
							checked={ chosen.includes( name ) }
							onChange={ ( isWanted ) =>
								onChange(
									isWanted
										? [ ...chosen, name ]
										: chosen.filter(
												( other ) => other !== name
											)
								)
							}
						/>
						{ option && <Value option={ option } /> }
					</div>
				);
			} ) }
			<p role="status" className="aether-field__help">
				{ isBehind( search, words ) &&
					__( 'Searching…', 'aether-site-exporter' ) }
				{ ! isBehind( search, words ) &&
					search.status === 'found' &&
					search.words !== '' &&
					search.found.found.length === 0 &&
					__(
						'No option that may travel has such a name.',
						'aether-site-exporter'
					) }
			</p>
			{ search.status === 'failed' && (
				<ErrorNotice error={ search.error } />
			) }
		</fieldset>
	);
}
