import {
	type AetherError,
	type OperationOptions,
	toAetherError,
} from '@aether/provider-sdk';
import { useEffect, useState } from '@wordpress/element';

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
	  } & Answer );

/**
 * What somebody answers, asked again whenever the question changes.
 *
 * @param ask Another function is another question.
 */
export function useAnswer< Answer extends object >(
	ask: ( options: OperationOptions ) => Promise< Answer >
): AnswerState< Answer > {
	const [ state, setState ] = useState< AnswerState< Answer > >( {
		status: 'loading',
	} );
	const [ attempt, setAttempt ] = useState( 0 );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		setState( ( before ) =>
			before.status === 'ready' ? { ...before, isOld: true } : before
		);
		ask( { signal } ).then(
			( answer ) =>
				signal.aborted ||
				setState( { ...answer, status: 'ready', isOld: false } ),
			( cause: unknown ) =>
				signal.aborted ||
				setState( {
					status: 'failed',
					error: toAetherError( cause ),
					retry: () => {
						setState( { status: 'loading' } );
						setAttempt( attempt + 1 );
					},
				} )
		);
		return () => controller.abort();
	}, [ ask, attempt ] );
	return state;
}
