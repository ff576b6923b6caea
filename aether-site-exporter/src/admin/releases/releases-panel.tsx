import {
	type AetherError,
	type Release,
	toAetherError,
} from '@aether/provider-sdk';
import { Button } from '@wordpress/components';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Loading } from '../components/loading';
import { RetryNotice } from '../components/retry-notice';
import { formatDate, formatFiles } from '../format';
import { usePublishController } from '../publishing/use-publish-controller';
import { ActivateButton } from './activate-button';
import {
	type Activation,
	ActivationEnd,
	settleActivation,
} from './activation-end';
import { PreviewLink } from './preview-link';
import { ReleaseShare } from './release-share';
import { pageReleases, type ReleasesApi } from './releases-api';

interface ReleasesPanelProps {
	readonly providerId: string;
	readonly deploymentType: string;
	/** Of the button that opens and closes the list. Default: says releases. */
	readonly label?: { readonly show: string; readonly hide: string };
	/** Default: asks the provider. */
	readonly api?: ReleasesApi;
}

type ListState =
	| { readonly status: 'closed' | 'loading' }
	| { readonly status: 'error'; readonly error: AetherError }
	| {
			readonly status: 'ready';
			readonly releases: readonly Release[] | null;
	  };

/**
 * Earlier releases of one provider, each one click from being active again.
 *
 * @param props
 */
export function ReleasesPanel( props: ReleasesPanelProps ) {
	const { providerId, deploymentType, api = pageReleases } = props;
	const [ state, setState ] = useState< ListState >( { status: 'closed' } );
	const [ activation, setActivation ] = useState< Activation | null >( null );
	const loading = useRef< AbortController | null >( null );
	const [ abort ] = useState( () => new AbortController() );
	useEffect(
		() => () => {
			abort.abort();
			loading.current?.abort();
		},
		[ abort ]
	);

	const close = useCallback( () => {
		loading.current?.abort();
		setState( { status: 'closed' } );
		setActivation( null );
	}, [] );
	const { status: publishStatus } = usePublishController().state;
	// A publish may have made a release: what was listed before it is out of date.
	useEffect( close, [ close, publishStatus ] );

	/** Lists them, once what a person asked for has ended. */
	const load = useCallback(
		async ( activating?: Promise< Activation > ) => {
			loading.current?.abort();
			const controller = new AbortController();
			const { signal } = controller;
			loading.current = controller;
			setState( { status: 'loading' } );
			setActivation( null );
			if ( activating ) {
				// Is said also where the list was closed meanwhile.
				setActivation( await activating );
			}
			if ( signal.aborted ) {
				return;
			}
			const listed = await api
				.list( providerId, deploymentType, { signal } )
				.then(
					( releases ): ListState => ( {
						status: 'ready',
						releases,
					} ),
					( cause: unknown ): ListState => ( {
						status: 'error',
						error: toAetherError( cause ),
					} )
				);
			if ( ! signal.aborted ) {
				setState( listed );
			}
		},
		[ api, providerId, deploymentType ]
	);
	const toggleButton = useRef< HTMLButtonElement >( null );
	const activate = ( releaseId: string ) => {
		// The button that was pressed goes with the list.
		toggleButton.current?.focus();
		return load(
			settleActivation(
				api.activate( providerId, deploymentType, releaseId, {
					signal: abort.signal,
				} )
			)
		);
	};

	const isOpen = state.status !== 'closed';
	const { show, hide } = props.label ?? {
		show: __( 'Show releases', 'aether-site-exporter' ),
		hide: __( 'Hide releases', 'aether-site-exporter' ),
	};
	return (
		<div>
			<Button
				ref={ toggleButton }
				variant="secondary"
				aria-expanded={ isOpen }
				onClick={ () => ( isOpen ? close() : void load() ) }
			>
				{ isOpen ? hide : show }
			</Button>
			{ activation && (
				<ActivationEnd
					activation={ activation }
					providerId={ providerId }
					deploymentType={ deploymentType }
				/>
			) }
			{ state.status === 'loading' && <Loading /> }
			{ state.status === 'error' && (
				<RetryNotice
					error={ state.error }
					onRetry={ () => {
						toggleButton.current?.focus();
						void load();
					} }
				/>
			) }
			{ state.status === 'ready' && (
				<ReleaseList
					releases={ state.releases }
					onActivate={ activate }
				/>
			) }
		</div>
	);
}

interface ReleaseListProps {
	readonly releases: readonly Release[] | null;
	readonly onActivate: ( releaseId: string ) => Promise< void >;
}

function ReleaseList( { releases, onActivate }: ReleaseListProps ) {
	if ( ! releases || releases.length === 0 ) {
		return (
			<p>
				{ releases
					? __( 'Nothing was published yet.', 'aether-site-exporter' )
					: __(
							'This provider keeps no releases.',
							'aether-site-exporter'
						) }
			</p>
		);
	}
	return (
		<ul className="aether-releases">
			{ releases.map( ( release ) => (
				<li key={ release.id } className="aether-releases__item">
					<span>{ formatDate( release.createdAt ) }</span>
					<span>{ formatFiles( release.fileCount ) }</span>
					<ReleaseShare release={ release } />
					<PreviewLink release={ release } />
					<ActivateButton
						release={ release }
						variant="link"
						onActivate={ () => void onActivate( release.id ) }
					/>
				</li>
			) ) }
		</ul>
	);
}
