import { type AetherError, toAetherError } from '@aether/provider-sdk';
import { jsonRequest, restJson, type SiteRest } from '@aether/publish-engine';
import { useCallback, useEffect, useState } from '@wordpress/element';

/** As docs/rest-api.md has it. */
const ROUTE = 'aether/v1/audit/retention';
export const FEWEST_DAYS = 7;
export const MOST_DAYS = 3650;

interface StoredRetention {
	readonly days: number;
}

export type RetentionState =
	| { readonly status: 'loading' }
	| { readonly status: 'failed'; readonly error: AetherError }
	| {
			readonly status: 'ready' | 'saving' | 'saved';
			readonly days: number;
	  }
	| {
			readonly status: 'refused';
			readonly days: number;
			readonly error: AetherError;
	  };

export interface Retention {
	readonly state: RetentionState;
	readonly save: ( days: number ) => Promise< void >;
	/** Takes the word back that something was saved, or was not. */
	readonly settle: () => void;
}

/**
 * How long the audit log and the logs of publishes are kept.
 *
 * @param rest
 */
export function useRetention( rest: SiteRest ): Retention {
	const [ state, setState ] = useState< RetentionState >( {
		status: 'loading',
	} );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		restJson< StoredRetention >( rest, ROUTE, { signal } ).then(
			( { days } ) =>
				signal.aborted || setState( { status: 'ready', days } ),
			( cause: unknown ) =>
				signal.aborted ||
				setState( { status: 'failed', error: toAetherError( cause ) } )
		);
		return () => controller.abort();
	}, [ rest ] );

	const save = useCallback(
		async ( days: number ) => {
			const before = 'days' in state ? state.days : days;
			setState( { status: 'saving', days: before } );
			try {
				const stored = await restJson< StoredRetention >(
					rest,
					ROUTE,
					jsonRequest( 'PUT', { days } )
				);
				setState( { status: 'saved', days: stored.days } );
			} catch ( cause ) {
				setState( {
					status: 'refused',
					days: before,
					error: toAetherError( cause ),
				} );
			}
		},
		[ rest, state ]
	);
	const settle = useCallback(
		() =>
			setState( ( before ) =>
				'days' in before && before.status !== 'saving'
					? { status: 'ready', days: before.days }
					: before
			),
		[]
	);
	return { state, save, settle };
}
