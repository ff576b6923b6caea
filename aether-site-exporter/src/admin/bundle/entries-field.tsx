import type { SiteRest } from '@aether/publish-engine';
import { CheckboxControl, TextControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { type Entry, searchEntries } from './choice';
import { isBehind, useSearch } from './use-search';

interface EntriesFieldProps {
	readonly rest: SiteRest;
	readonly chosen: readonly Entry[];
	readonly onChange: ( chosen: readonly Entry[] ) => void;
}

/**
 * Single posts and pages: those that were chosen, and what a search finds.
 *
 * @param props
 * @param props.rest
 * @param props.chosen
 * @param props.onChange
 */
export function EntriesField( { rest, chosen, onChange }: EntriesFieldProps ) {
	const [ words, setWords ] = useState( '' );
	const search = useSearch(
		useCallback(
			( wanted, options ) => searchEntries( rest, wanted, options ),
			[ rest ]
		),
		words
	);
	const isChosen = ( { id }: Entry ) =>
		chosen.some( ( entry ) => entry.id === id );
	const found =
		search.status === 'found'
			? search.found.filter( ( entry ) => ! isChosen( entry ) )
			: [];
	return (
		<fieldset className="aether-choice">
			<legend>
				{ __( 'Single posts and pages', 'aether-site-exporter' ) }
			</legend>
			<TextControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				type="search"
				label={ __( 'Find posts and pages', 'aether-site-exporter' ) }
				value={ words }
				onChange={ setWords }
			/>
			{ [ ...chosen, ...found ].map( ( entry ) => (
				<CheckboxControl
					key={ entry.id }
					__nextHasNoMarginBottom
					label={ `${ entry.title } (#${ entry.id })` }
					checked={ isChosen( entry ) }
					onChange={ ( isWanted ) =>
						onChange(
							isWanted
								? [ ...chosen, entry ]
								: chosen.filter( ( { id } ) => id !== entry.id )
						)
					}
				/>
			) ) }
			<p role="status" className="aether-field__help">
				{ isBehind( search, words ) &&
					__( 'Searching…', 'aether-site-exporter' ) }
				{ ! isBehind( search, words ) &&
					search.status === 'found' &&
					search.words !== '' &&
					search.found.length === 0 &&
					__( 'Nothing public was found.', 'aether-site-exporter' ) }
			</p>
			{ search.status === 'failed' && (
				<ErrorNotice error={ search.error } />
			) }
		</fieldset>
	);
}
