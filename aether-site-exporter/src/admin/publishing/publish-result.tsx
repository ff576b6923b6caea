import { DEPLOYMENT_TYPES, getDeploymentTypeLabel } from '@aether/provider-sdk';
import { Button, Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import {
	formatBytes,
	formatDuration,
	formatFiles,
	formatNumber,
} from '../format';
import { providerName } from './destinations';
import type { ProviderRun, PublishState } from './publish-state';

interface PublishResultProps {
	readonly state: PublishState;
}

/**
 * How a publish ended, as a whole and at each provider.
 *
 * @param props
 * @param props.state
 */
export function PublishResult( { state }: PublishResultProps ) {
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
			{ state.providers.length > 0 && (
				<ul className="aether-result__providers">
					{ state.providers.map( ( run ) => (
						<li key={ `${ run.step } ${ run.providerId }` }>
							<ProviderResult run={ run } />
						</li>
					) ) }
				</ul>
			) }
		</div>
	);
}

function Outcome( { state }: PublishResultProps ) {
	switch ( state.status ) {
		case 'success':
			return (
				<Notice status="success" isDismissible={ false }>
					{ sprintf(
						/* translators: 1: number of pages. 2: number of files, with its noun. */
						__(
							'Published: %1$s pages, %2$s.',
							'aether-site-exporter'
						),
						formatNumber( state.summary?.pageCount ?? 0 ),
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
					{ __(
						'Cancelled. Providers that had not finished still show the previous release.',
						'aether-site-exporter'
					) }
				</Notice>
			);
		default:
			return <ErrorNotice error={ failureOf( state ) } />;
	}
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
				{ receipt?.url !== undefined && (
					<Button
						variant="link"
						href={ receipt.url }
						target="_blank"
						rel="noopener"
					>
						{ run.deploymentType === DEPLOYMENT_TYPES.STATIC_SITE
							? __( 'Open site', 'aether-site-exporter' )
							: __( 'Open', 'aether-site-exporter' ) }
					</Button>
				) }
			</p>
			{ run.status === 'done' && <p>{ describeTransfer( run ) }</p> }
			{ error && <ErrorNotice error={ error } /> }
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
