import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { Finding } from '@aether/publish-engine';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import type { BundleFromPageOptions } from '../../host/bundle-from-page';
import { saveFile } from './save-file';

export type BundleDownloadState =
	| { readonly status: 'idle' }
	| {
			readonly status: 'running';
			/** 0 to 1; null while nobody knows how much there is. */
			readonly fraction: number | null;
			/** What is being read. */
			readonly caption: string;
	  }
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

export type MakeBundle = (
	options: BundleFromPageOptions
) => Promise< MadeBundle >;

export interface BundleDownload {
	readonly state: BundleDownloadState;
	readonly start: () => void;
	readonly cancel: () => void;
}

const makeInPage: MakeBundle = async ( options ) => {
	const { bundleFromPage } = await import(
		/* webpackChunkName: "publisher" */ '../../host/bundle-from-page'
	);
	return bundleFromPage( options );
};

const IDLE: BundleDownloadState = { status: 'idle' };

/** Pictures of the progress per second, at most. Milliseconds between two. */
const FRAME_MS = 100;

/** `my-site.test-blueprint.zip` */
const fileName = () => `${ window.location.hostname }-blueprint.zip`;

/**
 * Makes a bundle of the site when a person asks for it, and saves it as a file.
 *
 * @param makeBundle Default: the engine's.
 */
export function useBundleDownload(
	makeBundle: MakeBundle = makeInPage
): BundleDownload {
	const [ state, setState ] = useState< BundleDownloadState >( IDLE );
	const running = useRef< AbortController | null >( null );
	useEffect( () => () => running.current?.abort(), [] );

	const cancel = useCallback( () => {
		running.current?.abort();
		setState( IDLE );
	}, [] );

	const start = useCallback( () => {
		running.current?.abort();
		const controller = new AbortController();
		const { signal } = controller;
		running.current = controller;
		let shownAt = 0;
		setState( { status: 'running', fraction: null, caption: '' } );
		const show = ( next: BundleDownloadState ) => {
			if ( ! signal.aborted ) {
				setState( next );
			}
		};
		makeBundle( {
			signal,
			onProgress: ( loaded, total, caption ) => {
				const now = Date.now();
				if ( now - shownAt >= FRAME_MS ) {
					shownAt = now;
					const fraction = total === null ? null : loaded / total;
					show( { status: 'running', fraction, caption } );
				}
			},
		} ).then(
			( { archive, findings } ) => {
				if ( ! signal.aborted ) {
					const name = fileName();
					saveFile( archive, name );
					show( {
						status: 'saved',
						name,
						size: archive.size,
						findings,
					} );
				}
			},
			( cause: unknown ) =>
				show( { status: 'failed', error: toAetherError( cause ) } )
		);
	}, [ makeBundle ] );

	return { state, start, cancel };
}
