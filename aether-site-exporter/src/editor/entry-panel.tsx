import type { SiteRest } from '@aether/publish-engine';
import { ExternalLink } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { Loading } from '../admin/components/loading';
import { RetryNotice } from '../admin/components/retry-notice';
import { useFocusRescue } from '../admin/components/use-focus-rescue';
import { formatDate } from '../admin/format';
import { providerName } from '../admin/publishing/destinations';
import type { PublishController } from '../admin/publishing/publish-controller';
import { isActive } from '../admin/publishing/publish-state';
import { usePublishController } from '../admin/publishing/use-publish-controller';
import {
	type EntryPlace,
	type EntryState,
	useEntryPublishing,
} from './entry-places';
import { SitePublishing } from './site-publishing';

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

/**
 * In the block editor: where this entry can be seen as it is saved, and the publish of the whole site.
 *
 * @param props
 */
export function EntryPanel( props: EntryPanelProps ) {
	const { controller, rest, postId, savedAt } = props;
	const active = isActive( usePublishController( controller ).state );
	const publishing = useEntryPublishing(
		rest,
		postId,
		`${ savedAt } ${ active }`
	);
	return (
		<>
			<Places publishing={ publishing } />
			<SitePublishing
				rest={ rest }
				controller={ controller }
				settingsUrl={ props.settingsUrl }
				isDirty={ props.isDirty }
				canPublish={
					publishing.status === 'ready' && publishing.canPublish
				}
			/>
			<p>
				<a href={ props.settingsUrl }>
					{ __( 'Settings → Aether', 'aether-site-exporter' ) }
				</a>
			</p>
		</>
	);
}

interface PlacesProps {
	readonly publishing: ReturnType< typeof useEntryPublishing >;
}

function Places( { publishing }: PlacesProps ) {
	const error = publishing.status === 'loading' ? null : publishing.error;
	const place = useFocusRescue< HTMLDivElement >( error );
	return (
		<div ref={ place } tabIndex={ -1 }>
			{ publishing.status === 'loading' && <Loading /> }
			{ publishing.status !== 'loading' && publishing.error && (
				<RetryNotice
					error={ publishing.error }
					onRetry={ publishing.retry }
				/>
			) }
			{ publishing.status === 'ready' && (
				<>
					{ publishing.places.length === 0 && (
						<p>
							{ stateLabel(
								publishing.isPublic ? 'new' : 'private'
							) }
						</p>
					) }
					<ul className="aether-entry__places">
						{ publishing.places.map( ( entry ) => (
							<Place key={ entry.provider } place={ entry } />
						) ) }
					</ul>
				</>
			) }
		</div>
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
