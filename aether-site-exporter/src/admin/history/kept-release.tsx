import {
	type AetherError,
	ProviderRegistry,
	type Release,
	toAetherError,
} from '@aether/provider-sdk';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Loading } from '../components/loading';
import { RetryNotice } from '../components/retry-notice';
import { useFocusRescue } from '../components/use-focus-rescue';
import { ActivateButton } from '../releases/activate-button';
import {
	type Activation,
	ActivationEnd,
	settleActivation,
} from '../releases/activation-end';
import { PreviewLink } from '../releases/preview-link';
import { ReleaseShare } from '../releases/release-share';
import { pageReleases, type ReleasesApi } from '../releases/releases-api';

interface KeptReleaseProps {
	readonly providerId: string;
	readonly deploymentType: string;
	readonly releaseId: string;
	/** Default: asks the provider. */
	readonly api?: ReleasesApi | undefined;
}

type KeptReleaseState =
	| { readonly status: 'loading' }
	| { readonly status: 'unreadable'; readonly error: AetherError }
	| {
			readonly status: 'ready';
			/** Null where the provider keeps none. */
			readonly releases: readonly Release[] | null;
	  };

const isRegistered = ( providerId: string ): boolean =>
	ProviderRegistry.getInstance().getAllInstanceIds().includes( providerId );

/**
 * What can still be done with the release that a publish of before left at one provider.
 *
 * @param props
 */
export function KeptRelease( props: KeptReleaseProps ) {
	return isRegistered( props.providerId ) ? <Kept { ...props } /> : null;
}

function Kept( props: KeptReleaseProps ) {
	const { providerId, deploymentType, releaseId, api = pageReleases } = props;
	const [ state, setState ] = useState< KeptReleaseState >( {
		status: 'loading',
	} );
	const [ activation, setActivation ] = useState< Activation | null >( null );
	const [ attempt, setAttempt ] = useState( 0 );
	const [ abort ] = useState( () => new AbortController() );
	useEffect( () => () => abort.abort(), [ abort ] );
	const place = useFocusRescue< HTMLDivElement >( state );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		api.list( providerId, deploymentType, { signal } ).then(
			( releases ) =>
				signal.aborted || setState( { status: 'ready', releases } ),
			( cause: unknown ) =>
				signal.aborted ||
				setState( {
					status: 'unreadable',
					error: toAetherError( cause ),
				} )
		);
		return () => controller.abort();
	}, [ api, providerId, deploymentType, attempt ] );
	const listAgain = () => {
		setState( { status: 'loading' } );
		setAttempt( attempt + 1 );
	};

	const activate = async () => {
		setState( { status: 'loading' } );
		setActivation( null );
		const { signal } = abort;
		const ended = await settleActivation(
			api.activate( providerId, deploymentType, releaseId, { signal } )
		);
		if ( ! signal.aborted ) {
			setActivation( ended );
			listAgain();
		}
	};

	return (
		<div
			ref={ place }
			tabIndex={ -1 }
			role="group"
			aria-label={ __( 'This release', 'aether-site-exporter' ) }
		>
			{ activation && (
				<ActivationEnd
					activation={ activation }
					providerId={ providerId }
					deploymentType={ deploymentType }
				/>
			) }
			{ state.status === 'loading' && <Loading /> }
			{ state.status === 'unreadable' && (
				<RetryNotice error={ state.error } onRetry={ listAgain } />
			) }
			{ state.status === 'ready' && state.releases && (
				<ReleaseActions
					release={ state.releases.find(
						( { id } ) => id === releaseId
					) }
					onActivate={ () => void activate() }
				/>
			) }
		</div>
	);
}

interface ReleaseActionsProps {
	/** Absent: it is not kept any more. */
	readonly release: Release | undefined;
	readonly onActivate: () => void;
}

function ReleaseActions( { release, onActivate }: ReleaseActionsProps ) {
	if ( release === undefined ) {
		return (
			<p>
				{ __(
					'The provider does not keep this release any more.',
					'aether-site-exporter'
				) }
			</p>
		);
	}
	return (
		<p className="aether-actions">
			<ReleaseShare release={ release } />
			<ActivateButton
				release={ release }
				variant="secondary"
				onActivate={ onActivate }
			/>
			<PreviewLink release={ release } />
		</p>
	);
}
