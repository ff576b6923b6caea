import type { SiteRest } from '@aether/publish-engine';
import { Button, ExternalLink, ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useLeaveGuard } from '../admin/components/use-leave-guard';
import { formatDate } from '../admin/format';
import { announcementFor } from '../admin/publishing/announcement';
import { providerName } from '../admin/publishing/destinations';
import type { PublishController } from '../admin/publishing/publish-controller';
import { isActive } from '../admin/publishing/publish-state';
import { usePublishController } from '../admin/publishing/use-publish-controller';
import {
	type EntryPlace,
	type EntryState,
	useEntryPublishing,
} from './entry-places';

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
	const { state, startPublish, cancel } = usePublishController(
		props.controller
	);
	const active = isActive( state );
	const publishing = useEntryPublishing(
		props.rest,
		props.postId,
		`${ props.savedAt } ${ active }`
	);
	useLeaveGuard( active );
	if ( publishing === null ) {
		return null;
	}
	return (
		<>
			{ publishing.places.length === 0 && (
				<p>{ stateLabel( publishing.isPublic ? 'new' : 'private' ) }</p>
			) }
			<ul>
				{ publishing.places.map( ( place ) => (
					<Place key={ place.provider } place={ place } />
				) ) }
			</ul>
			<p role="status">{ announcementFor( state ) }</p>
			{ active && <ProgressBar value={ state.fraction * 100 } /> }
			{ publishing.canPublish && (
				<p>
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ () =>
							active ? cancel() : void startPublish()
						}
						disabled={
							active
								? state.status === 'cancelling'
								: props.isDirty
						}
						accessibleWhenDisabled
					>
						{ active
							? __( 'Cancel', 'aether-site-exporter' )
							: __(
									'Publish the site now',
									'aether-site-exporter'
								) }
					</Button>
				</p>
			) }
			{ ! active && props.isDirty && publishing.canPublish && (
				<p>
					{ __( 'Save your changes first.', 'aether-site-exporter' ) }
				</p>
			) }
			<p>
				<a href={ props.settingsUrl }>
					{ __( 'Settings → Aether', 'aether-site-exporter' ) }
				</a>
			</p>
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
			<br />
			{ stateLabel( place.state ) }
			{ ' · ' }
			{ sprintf(
				/* translators: %s: date and time. */
				__( 'published %s', 'aether-site-exporter' ),
				formatDate( place.publishedAt )
			) }
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
