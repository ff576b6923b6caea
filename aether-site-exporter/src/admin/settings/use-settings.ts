import {
	type AetherError,
	type ConfigIssue,
	type ProviderConfig,
	ProviderRegistry,
	toAetherError,
} from '@aether/provider-sdk';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import {
	type SettingsApi,
	type SettingsDocument,
	SettingsRefused,
} from './settings-api';

export type SettingsState =
	| { readonly status: 'loading' }
	| { readonly status: 'denied' }
	| { readonly status: 'error'; readonly error: AetherError }
	| { readonly status: 'ready'; readonly settings: SettingsDocument };

export type SaveOutcome =
	| { readonly status: 'saved' }
	| { readonly status: 'refused'; readonly issues: readonly ConfigIssue[] }
	| { readonly status: 'failed'; readonly error: AetherError };

export interface Settings {
	readonly state: SettingsState;
	readonly reload: () => void;
	/** Never rejects. */
	readonly save: (
		providerId: string,
		changes: ProviderConfig
	) => Promise< SaveOutcome >;
}

const isDenied = ( { code }: AetherError ): boolean =>
	code === 'permission_denied' || code === 'auth_failed';

/**
 * The stored settings, handed over to the provider registry as soon as they are known.
 *
 * @param api
 */
export function useSettings( api: SettingsApi ): Settings {
	const [ state, setState ] = useState< SettingsState >( {
		status: 'loading',
	} );
	const [ attempt, setAttempt ] = useState( 0 );

	/** Ahead of the state: several saves follow each other before the page renders again. */
	const revision = useRef< SettingsDocument[ 'revision' ] >( 0 );

	const accept = useCallback( ( settings: SettingsDocument ) => {
		revision.current = settings.revision;
		ProviderRegistry.getInstance().setConfigs( settings.providers );
		setState( { status: 'ready', settings } );
	}, [] );

	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		setState( { status: 'loading' } );
		api.load( { signal } ).then( accept, ( cause: unknown ) => {
			if ( ! signal.aborted ) {
				const error = toAetherError( cause );
				setState(
					isDenied( error )
						? { status: 'denied' }
						: { status: 'error', error }
				);
			}
		} );
		return () => controller.abort();
	}, [ api, attempt, accept ] );

	const reload = useCallback( () => setAttempt( ( last ) => last + 1 ), [] );

	const save = async (
		providerId: string,
		changes: ProviderConfig
	): Promise< SaveOutcome > => {
		try {
			accept(
				await api.save( providerId, changes, revision.current, {
					signal: new AbortController().signal,
				} )
			);
			return { status: 'saved' };
		} catch ( error ) {
			return error instanceof SettingsRefused
				? { status: 'refused', issues: error.issues }
				: { status: 'failed', error: toAetherError( error ) };
		}
	};

	return { state, reload, save };
}
