import { useSyncExternalStore } from '@wordpress/element';
import {
	createPublishController,
	type PublishController,
} from './publish-controller';
import { isActive, type PublishState } from './publish-state';

/** The page's one controller: a publish goes on whatever the screen shows. */
export const pageController = createPublishController( async ( options ) => {
	// The engine is a third of a megabyte that nobody needs before the first publish.
	const { publishFromPage } = await import(
		/* webpackChunkName: "publisher" */ '../../host/publish-from-page'
	);
	return publishFromPage( options );
} );

export interface PublishControls extends Pick<
	PublishController,
	'startPublish' | 'cancel'
> {
	readonly state: PublishState;
}

export function usePublishController(
	controller: PublishController = pageController
): PublishControls {
	const state = useSyncExternalStore(
		controller.subscribe,
		controller.getState
	);
	return {
		state,
		startPublish: controller.startPublish,
		cancel: controller.cancel,
	};
}

/**
 * Whether this page publishes. Renders when that changes, not with every percent.
 *
 * @param controller
 */
export const useIsPublishing = (
	controller: PublishController = pageController
): boolean =>
	useSyncExternalStore( controller.subscribe, () =>
		isActive( controller.getState() )
	);
