import type { SiteRest } from '@aether/publish-engine';
import { Card, CardBody } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useFocusRescue } from '../components/use-focus-rescue';
import { useLeaveGuard } from '../components/use-leave-guard';
import { PreviewPanel } from '../preview/preview-panel';
import { type PlanSite, usePreview } from '../preview/use-preview';
import type { SettingsDocument } from '../settings/settings-api';
import { announcementFor } from './announcement';
import { ChangesLine } from './changes-line';
import { DestinationList } from './destination-list';
import { findDestinations, providersOf } from './destinations';
import { FindingsList } from './findings-list';
import { PublishActions } from './publish-actions';
import { PublishAnyway } from './publish-anyway';
import type {
	PublishController,
	StartPublishOptions,
} from './publish-controller';
import { PublishLog } from './publish-log';
import { PublishProgress } from './publish-progress';
import { PublishResult } from './publish-result';
import { isActive, isTidying, type PublishState } from './publish-state';
import { RunningElsewhere } from './running-elsewhere';
import { cancelElsewhere, type RunningPublish } from './running-publish';
import { Tidying } from './tidying';
import { usePublishController } from './use-publish-controller';

interface PublishPanelProps {
	readonly rest: SiteRest;
	/** As they are stored. */
	readonly settings: SettingsDocument;
	/** The publish that somebody else runs; null: nobody does. */
	readonly elsewhere: RunningPublish | null;
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
	const { rest, settings, elsewhere, hasUnsavedChanges } = props;
	const { environments = [], revision } = settings;
	const { state, startPublish, cancel } = usePublishController(
		props.controller
	);
	const active = isActive( state );
	const tidying = isTidying( state );
	const destinations = findDestinations();
	const providerIds = providersOf( destinations );
	const preview = usePreview( props.planSite );
	const stateHeading = useFocusRescue< HTMLHeadingElement >( state.status );
	const previewButton = useFocusRescue< HTMLButtonElement >(
		preview.state.status === 'closed'
	);
	useLeaveGuard( active && ! tidying );
	// What is shown was planned with other settings.
	const closePreview = preview.close;
	useEffect( () => closePreview(), [ closePreview, revision ] );
	const isReady =
		! hasUnsavedChanges &&
		preview.state.status !== 'running' &&
		destinations.length > 0;
	const canStart = isReady && ! active && elsewhere === null;
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
						environments={ environments }
						onCancel={ () =>
							cancelElsewhere( rest, elsewhere.id, {
								signal: new AbortController().signal,
							} )
						}
						onTakeOver={ () =>
							publish( {
								takeOver: true,
								...selectionOf( elsewhere ),
							} )
						}
						isBlocked={ ! isReady }
						isForNobody={ ! isFor( elsewhere, providerIds ) }
					/>
				) }
				<ChangesLine
					rest={ rest }
					version={ `${ active } ${ elsewhere?.id }` }
				/>
				<PublishActions
					state={ state }
					providerIds={ providerIds }
					environments={ environments }
					canStart={ canStart }
					canPreview={ isReady && elsewhere === null }
					hasUnsavedChanges={ hasUnsavedChanges }
					onPublish={ ( only ) => publish( only && { only } ) }
					onPreview={ preview.start }
					onCancel={ cancel }
					previewButton={ previewButton }
				/>
				<p className="screen-reader-text" role="status">
					{ announcementFor( state ) }
				</p>
				<PreviewPanel preview={ preview } />
				{ state.status !== 'idle' && (
					<h3
						ref={ stateHeading }
						tabIndex={ -1 }
						className="aether-publish__state"
					>
						{ headingFor( state ) }
					</h3>
				) }
				{ active && ! tidying && <PublishProgress state={ state } /> }
				{ tidying && <Tidying /> }
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
								...selectionOf( state ),
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

/**
 * Who goes on where another publish stopped goes to the same places, and to no others.
 *
 * @param before
 * @param before.only
 */
const selectionOf = ( {
	only,
}: Pick< PublishState, 'only' > | Pick< RunningPublish, 'only' > ) =>
	only ? { only } : {};

const isFor = (
	{ only }: RunningPublish,
	providerIds: readonly string[]
): boolean =>
	only === null
		? providerIds.length > 0
		: only.some( ( id ) => providerIds.includes( id ) );

function headingFor( state: PublishState ): string {
	if ( isTidying( state ) || state.status === 'cancelled' ) {
		return __( 'Cancelled', 'aether-site-exporter' );
	}
	return isActive( state )
		? __( 'Publishing…', 'aether-site-exporter' )
		: __( 'Result', 'aether-site-exporter' );
}
