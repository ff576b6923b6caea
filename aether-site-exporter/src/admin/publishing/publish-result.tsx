import { getDeploymentTypeLabel } from '@aether/provider-sdk';
import { Button, Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { PlaceLinks } from '../components/place-links';
import { ProviderError } from '../components/provider-error';
import {
	formatBytes,
	formatDuration,
	formatFiles,
	formatNumber,
} from '../format';
import { CopyReport } from './copy-report';
import { formatPages } from './counts';
import { providerName } from './destinations';
import type { ProviderRun, PublishState } from './publish-state';
import { cancelledWords, reachedBy, reachWords } from './reach';
import { createReport } from './report';

interface PublishResultProps {
	readonly state: PublishState;
	/** Publishes once more to the providers that failed; absent while nothing may start. */
	readonly onRetry?: ( ( only: readonly string[] ) => void ) | undefined;
	/** Of the plugin. */
	readonly version: string;
}

/**
 * How a publish ended, as a whole and at each provider.
 *
 * @param props
 */
export function PublishResult( props: PublishResultProps ) {
	const { state, onRetry } = props;
	const failed = failedProviders( state );
	return (
		<div className="aether-result">
			<Outcome state={ state } />
			{ state.steps
				.filter(
					( { status, message } ) => status === 'warning' && message
				)
				.map( ( { id, message } ) => (
					<Notice key={ id } status="warning" isDismissible={ false }>
						{ message }
					</Notice>
				) ) }
			{ state.steps
				.filter(
					( { id, status, message } ) =>
						status === 'done' &&
						message &&
						state.providers.some( ( { step } ) => step === id )
				)
				.map( ( { id, message } ) => (
					<p key={ id }>{ message }</p>
				) ) }
			{ state.providers.length > 0 && (
				<ul className="aether-result__providers">
					{ state.providers.map( ( run ) => (
						<li key={ `${ run.step } ${ run.providerId }` }>
							<ProviderResult run={ run } />
						</li>
					) ) }
				</ul>
			) }
			{ onRetry && failed.length > 0 && (
				<Button
					variant="secondary"
					__next40pxDefaultSize
					onClick={ () => onRetry( failed ) }
				>
					{ __( 'Retry failed', 'aether-site-exporter' ) }
				</Button>
			) }
			<CopyReport
				createText={ () => createReport( state, props.version ) }
			/>
		</div>
	);
}

/**
 * Whom a retry can help: after a build that was rejected nobody failed, and after a cancel everybody stopped.
 *
 * @param state
 * @param state.status
 * @param state.providers
 */
const failedProviders = ( {
	status,
	providers,
}: PublishState ): readonly string[] =>
	status === 'partial' || status === 'failed'
		? [
				...new Set(
					providers
						.filter( ( run ) => run.status === 'failed' )
						.map( ( { providerId } ) => providerId )
				),
			]
		: [];

function Outcome( { state }: { readonly state: PublishState } ) {
	switch ( state.status ) {
		case 'success':
			return (
				<Notice status="success" isDismissible={ false }>
					{ sprintf(
						/* translators: 1: pages, with their noun. 2: files, with their noun. */
						__( 'Published: %1$s, %2$s.', 'aether-site-exporter' ),
						formatPages( state.summary?.pageCount ?? 0 ),
						formatFiles( state.summary?.fileCount ?? 0 )
					) }
				</Notice>
			);
		case 'partial':
			return (
				<Notice status="warning" isDismissible={ false }>
					{ __(
						'Published, but not everywhere. What failed is named below; publishing again sends only what is missing.',
						'aether-site-exporter'
					) }
				</Notice>
			);
		case 'cancelled':
			return (
				<Notice status="info" isDismissible={ false }>
					{ cancelledWords( reachedBy( state ) ) }
				</Notice>
			);
		default:
			return <Failure state={ state } />;
	}
}

function Failure( { state }: { readonly state: PublishState } ) {
	const error = failureOf( state );
	return (
		<ErrorNotice error={ error }>
			{ /* The words for a rejected build say it themselves. */ }
			{ error.code !== 'build_rejected' && (
				<p>{ reachWords( reachedBy( state ) ) }</p>
			) }
		</ErrorNotice>
	);
}

const failureOf = ( state: PublishState ) =>
	state.error ??
	state.summary?.error ?? {
		code: 'step_failed',
		message: __( 'No reason was given.', 'aether-site-exporter' ),
	};

function ProviderResult( { run }: { readonly run: ProviderRun } ) {
	const { receipt, error } = run;
	return (
		<div className="aether-result__provider" data-status={ run.status }>
			<p className="aether-result__title">
				<strong>{ providerName( run.providerId ) }</strong>
				<span className="aether-badge">
					{ getDeploymentTypeLabel( run.deploymentType ) }
				</span>
				<PlaceLinks
					deploymentType={ run.deploymentType }
					url={ receipt?.url }
				/>
			</p>
			{ run.status === 'done' && <p>{ describeTransfer( run ) }</p> }
			{ error && (
				<ProviderError providerId={ run.providerId } error={ error } />
			) }
			{ receipt?.warnings?.map( ( warning ) => (
				<Notice
					key={ warning }
					status="warning"
					isDismissible={ false }
				>
					{ warning }
				</Notice>
			) ) }
		</div>
	);
}

const describeTransfer = ( run: ProviderRun ): string =>
	sprintf(
		/* translators: 1: files sent, with their noun. 2: size. 3: number of files removed. 4: number of unchanged files. 5: duration. */
		__(
			'%1$s sent (%2$s), %3$s removed, %4$s unchanged, in %5$s.',
			'aether-site-exporter'
		),
		formatFiles( run.uploaded ?? 0 ),
		formatBytes( run.bytes ),
		formatNumber( run.removed ?? 0 ),
		formatNumber( run.unchanged ?? 0 ),
		formatDuration( run.durationMs ?? 0 )
	);
