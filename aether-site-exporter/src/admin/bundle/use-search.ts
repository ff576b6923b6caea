import {
	type AetherError,
	type OperationOptions,
	toAetherError,
} from '@aether/provider-sdk';
import { useEffect, useState } from '@wordpress/element';
import { useSettled } from '../components/use-settled';

/** A person still types. Milliseconds. */
const PAUSE_MS = 300;

export type Search< Found > =
	| { readonly status: 'searching' }
	| {
			readonly status: 'found';
			readonly words: string;
			readonly found: Found;
	  }
	| {
			readonly status: 'failed';
			readonly words: string;
			readonly error: AetherError;
	  };

/**
 * Whether what is shown is not yet what these words find.
 *
 * @param search
 * @param typed
 */
export const isBehind = ( search: Search< unknown >, typed: string ): boolean =>
	typed.trim() !== '' &&
	( search.status === 'searching' || search.words !== typed.trim() );

/**
 * What is found by words, a moment after the last of them was typed; until then what was found before.
 *
 * @param find  The same function as long as it finds the same.
 * @param typed
 */
export function useSearch< Found >(
	find: ( words: string, options: OperationOptions ) => Promise< Found >,
	typed: string
): Search< Found > {
	const words = useSettled( typed.trim(), PAUSE_MS );
	const [ search, setSearch ] = useState< Search< Found > >( {
		status: 'searching',
	} );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		find( words, { signal } ).then(
			( found ) =>
				signal.aborted ||
				setSearch( { status: 'found', words, found } ),
			( cause: unknown ) =>
				signal.aborted ||
				setSearch( {
					status: 'failed',
					words,
					error: toAetherError( cause ),
				} )
		);
		return () => controller.abort();
	}, [ find, words ] );
	return search;
}
