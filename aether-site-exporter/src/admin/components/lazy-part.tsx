import { useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ComponentType } from 'react';
import { Loading } from './loading';
import { RetryNotice } from './retry-notice';

interface LazyPartProps< Props > {
	/** Loads the component; the same function with every render. */
	readonly load: () => Promise< ComponentType< Props > >;
	readonly props: Props;
}

type LazyState< Props > =
	| { readonly status: 'loading' | 'failed' }
	| {
			readonly status: 'ready';
			readonly Part: ComponentType< Props >;
	  };

/**
 * A part of the page whose script is fetched when somebody looks at it.
 *
 * @param props
 * @param props.load
 * @param props.props
 */
export function LazyPart< Props extends object >( {
	load,
	props,
}: LazyPartProps< Props > ) {
	const [ state, setState ] = useState< LazyState< Props > >( {
		status: 'loading',
	} );
	const [ attempt, setAttempt ] = useState( 0 );
	const place = useRef< HTMLDivElement >( null );
	const retry = () => {
		// The button that was pressed goes with the notice.
		place.current?.focus();
		setState( { status: 'loading' } );
		setAttempt( attempt + 1 );
	};
	useEffect( () => {
		let isGone = false;
		load().then(
			( Part ) => isGone || setState( { status: 'ready', Part } ),
			() => isGone || setState( { status: 'failed' } )
		);
		return () => {
			isGone = true;
		};
	}, [ load, attempt ] );
	return (
		<div ref={ place } tabIndex={ -1 } className="aether-part">
			{ state.status === 'ready' && <state.Part { ...props } /> }
			{ state.status === 'loading' && <Loading /> }
			{ state.status === 'failed' && (
				<RetryNotice
					error={ {
						code: 'network_failed',
						message: __(
							'A script of this page could not be loaded.',
							'aether-site-exporter'
						),
					} }
					onRetry={ retry }
				/>
			) }
		</div>
	);
}
