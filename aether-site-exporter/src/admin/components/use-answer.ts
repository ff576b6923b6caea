import {
	type AetherError,
	type OperationOptions,
	toAetherError,
} from '@aether/provider-sdk';
import { useEffect, useRef, useState } from '@wordpress/element';

export type AnswerState< Answer > =
	| { readonly status: 'loading' }
	| {
			readonly status: 'failed';
			readonly error: AetherError;
			readonly retry: () => void;
	  }
	| ( {
			readonly status: 'ready';
			/** A newer one is on its way; until it comes the old one stays, so that nothing jumps. */
			readonly isOld: boolean;
			/** Why no newer one came when the same was asked again: the old one stays for that, too. Null: all is well. */
			readonly error: AetherError | null;
			readonly retry: () => void;
	  } & Answer );

const LOADING = { status: 'loading' } as const;

/**
 * What somebody answers, asked again whenever the question or its version changes.
 *
 * @param ask     Another function is another question; should it fail, the answer to the one before goes.
 * @param version Another one asks the same again, whose answer stays until there is a newer one.
 */
export function useAnswer< Answer extends object >(
	ask: ( options: OperationOptions ) => Promise< Answer >,
	version?: unknown
): AnswerState< Answer > {
	const [ state, setState ] = useState< AnswerState< Answer > >( LOADING );
	const [ attempt, setAttempt ] = useState( 0 );
	const answered = useRef< typeof ask | null >( null );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		const retry = () => setAttempt( attempt + 1 );
		setState( ( before ) =>
			before.status === 'ready'
				? { ...before, isOld: true, error: null }
				: LOADING
		);
		ask( { signal } ).then(
			( answer ) => {
				if ( ! signal.aborted ) {
					answered.current = ask;
					setState( {
						...answer,
						status: 'ready',
						isOld: false,
						error: null,
						retry,
					} );
				}
			},
			( cause: unknown ) => {
				if ( ! signal.aborted ) {
					const error = toAetherError( cause );
					setState( ( before ) =>
						before.status === 'ready' && answered.current === ask
							? { ...before, isOld: false, error, retry }
							: { status: 'failed', error, retry }
					);
				}
			}
		);
		return () => controller.abort();
	}, [ ask, version, attempt ] );
	return state;
}
