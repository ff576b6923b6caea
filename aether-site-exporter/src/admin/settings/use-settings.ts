import {
	type AetherError,
	type ConfigIssue,
	type ProviderConfig,
	ProviderRegistry,
	toAetherError,
} from '@aether/provider-sdk';
import type { SiteEnvironment, SiteRules } from '@aether/publish-engine';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import type { BundleChoice } from '../bundle/choice';
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
	/** Somebody else saved first; nothing was written. */
	| {
			readonly status: 'conflict';
			readonly error: AetherError;
			readonly before: SettingsDocument;
			readonly after: SettingsDocument;
	  }
	| { readonly status: 'failed'; readonly error: AetherError };

/** None of its functions rejects. */
export interface Settings {
	readonly state: SettingsState;
	readonly reload: () => void;
	/** What is known to be stored, ahead of `state`: several saves follow each other before the page renders again. */
	readonly latest: () => SettingsDocument;
	/** @param onAnswer Called when it is saved, just before the page shows what is stored now. */
	readonly save: (
		providerId: string,
		changes: ProviderConfig,
		onAnswer?: () => void
	) => Promise< SaveOutcome >;
	readonly saveRules: (
		rules: Partial< SiteRules >
	) => Promise< SaveOutcome >;
	readonly saveBundle: ( bundle: BundleChoice ) => Promise< SaveOutcome >;
	readonly saveEnvironments: (
		environments: readonly SiteEnvironment[]
	) => Promise< SaveOutcome >;
	readonly forget: ( providerId: string ) => Promise< SaveOutcome >;
	/** Shows one more instance of a provider; it exists once it is saved. */
	readonly addInstance: ( instanceId: string ) => void;
}

const isDenied = ( { code }: AetherError ): boolean =>
	code === 'permission_denied' || code === 'auth_failed';

const untilDone = () => ( { signal: new AbortController().signal } );

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

	const latest = useRef< SettingsDocument >( {
		revision: 0,
		providers: {},
		secrets: {},
	} );

	/** Instances that were added and not saved yet. */
	const added = useRef( new Set< string >() );

	const accept = useCallback( ( settings: SettingsDocument ) => {
		latest.current = settings;
		const unsaved = [ ...added.current ].map( ( id ) => [ id, {} ] );
		ProviderRegistry.getInstance().setConfigs( {
			...Object.fromEntries( unsaved ),
			...settings.providers,
		} );
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

	const write = useCallback(
		async (
			send: (
				revision: SettingsDocument[ 'revision' ]
			) => Promise< SettingsDocument >,
			onAnswer?: () => void
		): Promise< SaveOutcome > => {
			const before = latest.current;
			let conflict: AetherError;
			try {
				const after = await send( before.revision );
				onAnswer?.();
				accept( after );
				return { status: 'saved' };
			} catch ( cause ) {
				if ( cause instanceof SettingsRefused ) {
					return { status: 'refused', issues: cause.issues };
				}
				const error = toAetherError( cause );
				if ( error.code !== 'conflict' ) {
					return { status: 'failed', error };
				}
				conflict = error;
			}
			try {
				const after = await api.load( untilDone() );
				accept( after );
				return { status: 'conflict', error: conflict, before, after };
			} catch ( cause ) {
				return { status: 'failed', error: toAetherError( cause ) };
			}
		},
		[ accept, api ]
	);

	const save = useCallback(
		(
			providerId: string,
			changes: ProviderConfig,
			onAnswer?: () => void
		) =>
			write( async ( revision ) => {
				const provider =
					ProviderRegistry.getInstance().get( providerId );
				if ( provider ) {
					await api.declareFields(
						providerId,
						provider.getConfigFields(),
						untilDone()
					);
				}
				return api.save( providerId, changes, revision, untilDone() );
			}, onAnswer ),
		[ api, write ]
	);
	const saveRules = useCallback(
		( rules: Partial< SiteRules > ) =>
			write( ( revision ) =>
				api.saveRules( rules, revision, untilDone() )
			),
		[ api, write ]
	);
	const saveBundle = useCallback(
		( bundle: BundleChoice ) =>
			write( ( revision ) =>
				api.saveBundle( bundle, revision, untilDone() )
			),
		[ api, write ]
	);
	const saveEnvironments = useCallback(
		( environments: readonly SiteEnvironment[] ) =>
			write( ( revision ) =>
				api.saveEnvironments( environments, revision, untilDone() )
			),
		[ api, write ]
	);
	const forget = useCallback(
		async ( providerId: string ): Promise< SaveOutcome > => {
			added.current.delete( providerId );
			if ( ! ( providerId in latest.current.providers ) ) {
				accept( latest.current );
				return { status: 'saved' };
			}
			return write( ( revision ) =>
				api.forget( providerId, revision, untilDone() )
			);
		},
		[ accept, api, write ]
	);
	const addInstance = useCallback(
		( instanceId: string ) => {
			added.current.add( instanceId );
			accept( latest.current );
		},
		[ accept ]
	);

	return {
		state,
		reload,
		latest: useCallback( () => latest.current, [] ),
		save,
		saveRules,
		saveBundle,
		saveEnvironments,
		forget,
		addInstance,
	};
}
