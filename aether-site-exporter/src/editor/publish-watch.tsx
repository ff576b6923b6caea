import { createPortal } from '@wordpress/element';
import { useLeaveGuard } from '../admin/components/use-leave-guard';
import { announcementFor } from '../admin/publishing/announcement';
import type { PublishController } from '../admin/publishing/publish-controller';
import { isActive, isTidying } from '../admin/publishing/publish-state';
import { usePublishController } from '../admin/publishing/use-publish-controller';

interface PublishWatchProps {
	readonly controller: PublishController;
}

/**
 * What a publish needs for as long as it runs: the question before the editor is left, and words for the ear. A panel that
 * is folded or covered by another tab has no contents, so this has its place outside; and at the end of the document,
 * since WordPress hides the place where plugins are drawn.
 *
 * @param props
 * @param props.controller
 */
export function PublishWatch( { controller }: PublishWatchProps ) {
	const { state } = usePublishController( controller );
	useLeaveGuard( isActive( state ) && ! isTidying( state ) );
	return createPortal(
		<p className="screen-reader-text" role="status">
			{ announcementFor( state ) }
		</p>,
		document.body
	);
}
