import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { CheckboxControl, TextControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { useSettled } from '../components/use-settled';
import { type Entry, searchEntries } from './choice';

interface EntriesFieldProps {
	readonly rest: SiteRest;
	readonly chosen: readonly Entry[];
	readonly onChange: ( chosen: readonly Entry[] ) => void;
}

/** A person still types. Milliseconds. */
const PAUSE_MS = 300;

type Search =
	| { readonly status: 'none' }
	| { readonly status: 'found'; readonly entries: readonly Entry[] }
	| { readonly status: 'failed'; readonly error: AetherError };

function useSearch( rest: SiteRest, typed: string ): Search {
	const words = useSettled( typed.trim(), PAUSE_MS );
	const [ search, setSearch ] = useState< Search >( { status: 'none' } );
	useEffect( () => {
		if ( words === '' ) {
			setSearch( { status: 'none' } );
			return undefined;
		}
		const controller = new AbortController();
		const { signal } = controller;
		searchEntries( rest, words, { signal } ).then(
			( entries ) =>
				signal.aborted || setSearch( { status: 'found', entries } ),
			( cause: unknown ) =>
				signal.aborted ||
				setSearch( { status: 'failed', error: toAetherError( cause ) } )
		);
		return () => controller.abort();
	}, [ rest, words ] );
	return search;
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
	const search = useSearch( rest, words );
	const isChosen = ( { id }: Entry ) =>
		chosen.some( ( entry ) => entry.id === id );
	const found =
		search.status === 'found'
			? search.entries.filter( ( entry ) => ! isChosen( entry ) )
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
				{ search.status === 'found' && search.entries.length === 0
					? __( 'Nothing public was found.', 'aether-site-exporter' )
					: '' }
			</p>
			{ search.status === 'failed' && (
				<ErrorNotice error={ search.error } />
			) }
		</fieldset>
	);
}
