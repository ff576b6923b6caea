import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { PublishEvent, SitePlan } from '@aether/publish-engine';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';

export type PreviewState =
	| { readonly status: 'closed' }
	| {
			readonly status: 'running';
			/** 0 to 1. */
			readonly fraction: number;
			/** What is being looked at. */
			readonly caption: string;
	  }
	| { readonly status: 'ready'; readonly plan: SitePlan }
	| { readonly status: 'failed'; readonly error: AetherError };

export type PlanSite = ( options: {
	readonly signal: AbortSignal;
	readonly onEvent: ( event: PublishEvent ) => void;
} ) => Promise< SitePlan >;

export interface Preview {
	readonly state: PreviewState;
	readonly start: () => void;
	/** Cancels, or closes what is shown. */
	readonly close: () => void;
}

const planPage: PlanSite = async ( options ) => {
	const { planFromPage } = await import(
		/* webpackChunkName: "publisher" */ '../../host/plan-from-page'
	);
	return planFromPage( options );
};

const CLOSED: PreviewState = { status: 'closed' };

/** Pictures of the progress per second, at most. Milliseconds between two. */
const FRAME_MS = 100;

/**
 * A dry run, started by a person.
 *
 * @param planSite Default: the engine's.
 */
export function usePreview( planSite: PlanSite = planPage ): Preview {
	const [ state, setState ] = useState< PreviewState >( CLOSED );
	const running = useRef< AbortController | null >( null );
	useEffect( () => () => running.current?.abort(), [] );

	const close = useCallback( () => {
		running.current?.abort();
		running.current = null;
		setState( CLOSED );
	}, [] );

	const start = useCallback( () => {
		running.current?.abort();
		const controller = new AbortController();
		const { signal } = controller;
		running.current = controller;
		let fraction = 0;
		let caption = '';
		let shownAt = 0;
		setState( { status: 'running', fraction, caption } );
		const onEvent = ( event: PublishEvent ) => {
			if ( event.type === 'run-progress' ) {
				fraction = event.fraction;
			} else if ( event.type === 'step-progress' ) {
				caption = event.caption ?? caption;
			} else {
				return;
			}
			if ( ! signal.aborted && event.at - shownAt >= FRAME_MS ) {
				shownAt = event.at;
				setState( { status: 'running', fraction, caption } );
			}
		};
		planSite( { signal, onEvent } ).then(
			( plan ) => signal.aborted || setState( { status: 'ready', plan } ),
			( cause: unknown ) =>
				signal.aborted ||
				setState( { status: 'failed', error: toAetherError( cause ) } )
		);
	}, [ planSite ] );

	return { state, start, close };
}
