import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { ComponentType } from 'react';
import { ErrorNotice } from './error-notice';
import { Loading } from './loading';

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
	useEffect( () => {
		let isGone = false;
		load().then(
			( Part ) => isGone || setState( { status: 'ready', Part } ),
			() => isGone || setState( { status: 'failed' } )
		);
		return () => {
			isGone = true;
		};
	}, [ load ] );
	if ( state.status === 'ready' ) {
		return <state.Part { ...props } />;
	}
	if ( state.status === 'failed' ) {
		return (
			<ErrorNotice
				error={ {
					code: 'network_failed',
					message: __(
						'A script of this page could not be loaded.',
						'aether-site-exporter'
					),
				} }
			/>
		);
	}
	return <Loading />;
}
