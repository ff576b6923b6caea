import type { SiteEnvironment, SiteRest } from '@aether/publish-engine';
import { Button, Card, CardBody } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useLeaveGuard } from '../components/use-leave-guard';
import { PreviewPanel } from '../preview/preview-panel';
import { type PlanSite, usePreview } from '../preview/use-preview';
import { announcementFor } from './announcement';
import { ChooseProviders } from './choose-providers';
import { DestinationList } from './destination-list';
import { findDestinations, providersOf } from './destinations';
import { FindingsList } from './findings-list';
import { PublishAnyway } from './publish-anyway';
import type {
	PublishController,
	StartPublishOptions,
} from './publish-controller';
import { PublishLog } from './publish-log';
import { PublishProgress } from './publish-progress';
import { PublishResult } from './publish-result';
import { isActive } from './publish-state';
import { RunningElsewhere } from './running-elsewhere';
import { cancelElsewhere, useRunningPublish } from './running-publish';
import { usePublishController } from './use-publish-controller';

interface PublishPanelProps {
	readonly rest: SiteRest;
	/** Default: none. */
	readonly environments?: readonly SiteEnvironment[] | undefined;
	/** Settings were changed and not saved yet. */
	readonly hasUnsavedChanges: boolean;
	/** Default: the page's own. */
	readonly controller?: PublishController | undefined;
	/** Of the plugin. */
	readonly version: string;
	/** Default: the engine's dry run. */
	readonly planSite?: PlanSite | undefined;
}

/**
 * What will go where, the button, and everything that happens after the click.
 *
 * @param props
 */
export function PublishPanel( props: PublishPanelProps ) {
	const { rest, environments = [], hasUnsavedChanges } = props;
	const { state, startPublish, cancel } = usePublishController(
		props.controller
	);
	const active = isActive( state );
	const elsewhere = useRunningPublish( rest, active );
	const destinations = findDestinations();
	const providerIds = providersOf( destinations );
	const preview = usePreview( props.planSite );
	useLeaveGuard( active );
	const canStart =
		! active &&
		elsewhere === null &&
		! hasUnsavedChanges &&
		preview.state.status !== 'running' &&
		destinations.length > 0;
	const publish = ( options?: StartPublishOptions ) => {
		preview.close();
		void startPublish( options );
	};

	return (
		<Card
			as="section"
			className="aether-card"
			aria-labelledby="aether-publish"
		>
			<CardBody>
				<h2 id="aether-publish">
					{ __( 'Publish this site', 'aether-site-exporter' ) }
				</h2>
				<DestinationList
					destinations={ destinations }
					environments={ environments }
				/>
				{ elsewhere && (
					<RunningElsewhere
						publish={ elsewhere }
						onCancel={ () =>
							cancelElsewhere( rest, elsewhere.id, {
								signal: new AbortController().signal,
							} )
						}
						onTakeOver={ () => publish( { takeOver: true } ) }
					/>
				) }
				<p className="aether-actions">
					<Button
						variant="primary"
						__next40pxDefaultSize
						onClick={ () => publish() }
						isBusy={ active }
						disabled={ ! canStart }
						accessibleWhenDisabled
					>
						{ __( 'Publish', 'aether-site-exporter' ) }
					</Button>
					{ ! active && (
						<Button
							variant="secondary"
							__next40pxDefaultSize
							onClick={ preview.start }
							disabled={ ! canStart }
							accessibleWhenDisabled
						>
							{ __( 'Preview changes', 'aether-site-exporter' ) }
						</Button>
					) }
					{ ! active && providerIds.length > 1 && (
						<ChooseProviders
							providerIds={ providerIds }
							environments={ environments }
							onPublish={ ( only ) => publish( { only } ) }
							disabled={ ! canStart }
						/>
					) }
					{ active && (
						<Button
							variant="secondary"
							__next40pxDefaultSize
							onClick={ cancel }
							disabled={ state.status === 'cancelling' }
							accessibleWhenDisabled
						>
							{ __( 'Cancel', 'aether-site-exporter' ) }
						</Button>
					) }
					{ hasUnsavedChanges && (
						<span>
							{ __(
								'Save your changes first.',
								'aether-site-exporter'
							) }
						</span>
					) }
				</p>
				<p className="screen-reader-text" role="status">
					{ announcementFor( state ) }
				</p>
				<PreviewPanel preview={ preview } />
				{ active && <PublishProgress state={ state } /> }
				{ ! active && state.status !== 'idle' && (
					<PublishResult
						state={ state }
						version={ props.version }
						onRetry={
							canStart
								? ( only ) => publish( { only } )
								: undefined
						}
					/>
				) }
				{ elsewhere === null && ! hasUnsavedChanges && (
					<PublishAnyway
						state={ state }
						onConfirm={ ( acceptFindings ) =>
							publish( {
								acceptFindings,
								...( state.only ? { only: state.only } : {} ),
							} )
						}
					/>
				) }
				<FindingsList
					findings={ state.findings }
					count={ state.findingCount }
				/>
				<PublishLog entries={ state.log } />
			</CardBody>
		</Card>
	);
}
