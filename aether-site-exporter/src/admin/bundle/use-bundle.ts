import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { BundleMeasure, Finding } from '@aether/publish-engine';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import type {
	BundleFromPageOptions,
	MeasureFromPageOptions,
} from '../../host/bundle-from-page';
import { saveFile } from './save-file';

export type BundleState =
	| { readonly status: 'idle' }
	| { readonly status: 'measuring' }
	| {
			readonly status: 'running';
			/** 0 to 1; null while nobody knows how much there is. */
			readonly fraction: number | null;
			/** What is being read. */
			readonly caption: string;
	  }
	| { readonly status: 'measured'; readonly measure: BundleMeasure }
	| {
			readonly status: 'saved';
			readonly name: string;
			/** Bytes. */
			readonly size: number;
			readonly findings: readonly Finding[];
	  }
	| { readonly status: 'failed'; readonly error: AetherError };

/** What is needed of a finished bundle. */
export interface MadeBundle {
	readonly archive: Blob;
	readonly findings: readonly Finding[];
}

export interface BundleWork {
	readonly make: ( options: BundleFromPageOptions ) => Promise< MadeBundle >;
	readonly measure: (
		options: MeasureFromPageOptions
	) => Promise< BundleMeasure >;
}

export interface BundleControls {
	readonly state: BundleState;
	/**
	 * Both take bytes of files; undefined: what the site says.
	 */
	readonly download: ( budget: number | undefined ) => void;
	readonly measure: ( budget: number | undefined ) => void;
	readonly cancel: () => void;
}

const loadWork = () =>
	import( /* webpackChunkName: "publisher" */ '../../host/bundle-from-page' );

const WORK_IN_PAGE: BundleWork = {
	make: async ( options ) => ( await loadWork() ).bundleFromPage( options ),
	measure: async ( options ) =>
		( await loadWork() ).measureFromPage( options ),
};

const IDLE: BundleState = { status: 'idle' };

/** Pictures of the progress per second, at most. Milliseconds between two. */
const FRAME_MS = 100;

/** `my-site.test-blueprint.zip` */
const fileName = () => `${ window.location.hostname }-blueprint.zip`;

/**
 * Makes a bundle of the site when a person asks for it, and saves it as a file; or only says how large it would be.
 *
 * @param work Default: the engine's.
 */
export function useBundle( work: BundleWork = WORK_IN_PAGE ): BundleControls {
	const [ state, setState ] = useState< BundleState >( IDLE );
	const running = useRef< AbortController | null >( null );
	useEffect( () => () => running.current?.abort(), [] );

	const cancel = useCallback( () => {
		running.current?.abort();
		setState( IDLE );
	}, [] );

	/** What was cancelled shows nothing any more, and saves nothing. */
	const begin = useCallback(
		(
			first: BundleState,
			task: (
				signal: AbortSignal,
				show: ( next: BundleState ) => void
			) => Promise< () => BundleState >
		) => {
			running.current?.abort();
			const controller = new AbortController();
			const { signal } = controller;
			running.current = controller;
			setState( first );
			const show = ( next: BundleState ) => {
				if ( ! signal.aborted ) {
					setState( next );
				}
			};
			task( signal, show ).then(
				( conclude ) => {
					if ( ! signal.aborted ) {
						setState( conclude() );
					}
				},
				( cause: unknown ) =>
					show( { status: 'failed', error: toAetherError( cause ) } )
			);
		},
		[]
	);

	const download = useCallback(
		( budget: number | undefined ) =>
			begin(
				{ status: 'running', fraction: null, caption: '' },
				async ( signal, show ) => {
					let shownAt = 0;
					const { archive, findings } = await work.make( {
						budget,
						signal,
						onProgress: ( loaded, total, caption ) => {
							const now = Date.now();
							if ( now - shownAt >= FRAME_MS ) {
								shownAt = now;
								const fraction =
									total === null ? null : loaded / total;
								show( {
									status: 'running',
									fraction,
									caption,
								} );
							}
						},
					} );
					return () => {
						const name = fileName();
						saveFile( archive, name );
						const { size } = archive;
						return { status: 'saved', name, size, findings };
					};
				}
			),
		[ begin, work ]
	);

	const measure = useCallback(
		( budget: number | undefined ) =>
			begin( { status: 'measuring' }, async ( signal ) => {
				const found = await work.measure( { budget, signal } );
				return () => ( { status: 'measured', measure: found } );
			} ),
		[ begin, work ]
	);

	return { state, download, measure, cancel };
}
