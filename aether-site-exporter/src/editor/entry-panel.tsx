import type { SiteRest } from '@aether/publish-engine';
import { Button, ExternalLink, ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { Loading } from '../admin/components/loading';
import { RetryNotice } from '../admin/components/retry-notice';
import { useLeaveGuard } from '../admin/components/use-leave-guard';
import { formatDate } from '../admin/format';
import { announcementFor } from '../admin/publishing/announcement';
import { providerName } from '../admin/publishing/destinations';
import type { PublishController } from '../admin/publishing/publish-controller';
import { isActive, isTidying } from '../admin/publishing/publish-state';
import { RunningElsewhere } from '../admin/publishing/running-elsewhere';
import {
	cancelElsewhere,
	useRunningPublish,
} from '../admin/publishing/running-publish';
import { usePublishController } from '../admin/publishing/use-publish-controller';
import {
	type EntryPlace,
	type EntryState,
	useEntryPublishing,
} from './entry-places';
import { PublishFailure } from './publish-failure';

interface EntryPanelProps {
	readonly rest: SiteRest;
	readonly controller: PublishController;
	/** Settings → Aether. */
	readonly settingsUrl: string;
	readonly postId: number;
	/** Changes with each save of the entry. */
	readonly savedAt: string;
	/** There are edits that are not saved. */
	readonly isDirty: boolean;
}

/** An editor stays open for hours; what others publish is seen soon enough. Milliseconds. */
const POLL_MS = 15_000;

/**
 * In the block editor: where this entry can be seen as it is saved, and the publish of the whole site.
 *
 * @param props
 */
export function EntryPanel( props: EntryPanelProps ) {
	const { controller, rest, postId, savedAt } = props;
	const { state } = usePublishController( controller );
	const active = isActive( state );
	const publishing = useEntryPublishing(
		rest,
		postId,
		`${ savedAt } ${ active }`
	);
	useLeaveGuard( active && ! isTidying( state ) );
	if ( publishing.status === 'loading' ) {
		return <Loading />;
	}
	if ( publishing.status === 'failed' ) {
		return (
			<RetryNotice
				error={ publishing.error }
				onRetry={ publishing.retry }
			/>
		);
	}
	return (
		<>
			{ publishing.places.length === 0 && (
				<p>{ stateLabel( publishing.isPublic ? 'new' : 'private' ) }</p>
			) }
			<ul className="aether-entry__places">
				{ publishing.places.map( ( place ) => (
					<Place key={ place.provider } place={ place } />
				) ) }
			</ul>
			<SitePublishing { ...props } canPublish={ publishing.canPublish } />
			<p>
				<a href={ props.settingsUrl }>
					{ __( 'Settings → Aether', 'aether-site-exporter' ) }
				</a>
			</p>
		</>
	);
}

interface SitePublishingProps extends EntryPanelProps {
	readonly canPublish: boolean;
}

function SitePublishing( props: SitePublishingProps ) {
	const { controller, rest, canPublish, isDirty } = props;
	const { state, startPublish, cancel } = usePublishController( controller );
	const active = isActive( state );
	const isRunning = active && ! isTidying( state );
	const elsewhere = useRunningPublish( rest, active, POLL_MS );
	return (
		<>
			{ elsewhere && (
				<RunningElsewhere
					publish={ elsewhere }
					isBlocked={ isDirty }
					{ ...( canPublish && {
						onCancel: () =>
							cancelElsewhere( rest, elsewhere.id, {
								signal: new AbortController().signal,
							} ),
						onTakeOver: () =>
							void startPublish( {
								takeOver: true,
								...( elsewhere.only && {
									only: elsewhere.only,
								} ),
							} ),
					} ) }
				/>
			) }
			<p role="status">{ announcementFor( state ) }</p>
			{ isRunning && <ProgressBar value={ state.fraction * 100 } /> }
			<PublishFailure
				state={ state }
				historyUrl={ `${ props.settingsUrl }&tab=history` }
			/>
			{ canPublish && (
				<p>
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ () =>
							isRunning ? cancel() : void startPublish()
						}
						disabled={
							! isRunning &&
							( active || isDirty || elsewhere !== null )
						}
						accessibleWhenDisabled
					>
						{ isRunning
							? __( 'Cancel', 'aether-site-exporter' )
							: __(
									'Publish the site now',
									'aether-site-exporter'
								) }
					</Button>
				</p>
			) }
			{ ! active && isDirty && canPublish && (
				<p>
					{ __( 'Save your changes first.', 'aether-site-exporter' ) }
				</p>
			) }
		</>
	);
}

function Place( { place }: { readonly place: EntryPlace } ) {
	const name = providerName( place.provider );
	return (
		<li>
			{ place.url === null ? (
				<strong>{ name }</strong>
			) : (
				<ExternalLink href={ place.url }>{ name }</ExternalLink>
			) }
			<span>
				{ stateLabel( place.state ) }
				{ ' · ' }
				{ place.publishedAt === null
					? __( 'never published', 'aether-site-exporter' )
					: sprintf(
							/* translators: %s: date and time. */
							__( 'published %s', 'aether-site-exporter' ),
							formatDate( place.publishedAt )
						) }
			</span>
		</li>
	);
}

/**
 * The same words as in the list of posts.
 *
 * @param state
 */
function stateLabel( state: EntryState ): string {
	switch ( state ) {
		case 'private':
			return __( 'Not public', 'aether-site-exporter' );
		case 'new':
			return __( 'Not there yet', 'aether-site-exporter' );
		case 'changed':
			return __( 'Changed since', 'aether-site-exporter' );
		case 'current':
			return __( 'Up to date', 'aether-site-exporter' );
	}
}
