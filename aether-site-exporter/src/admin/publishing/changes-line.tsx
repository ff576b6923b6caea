import type { SiteRest } from '@aether/publish-engine';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatDate, formatNumber } from '../format';
import {
	type UnpublishedChanges,
	useUnpublishedChanges,
} from './unpublished-changes';

interface ChangesLineProps {
	readonly rest: SiteRest;
	/** Asked again when it changes. */
	readonly version: unknown;
}

/**
 * What a publish would bring to visitors, as far as it is known without looking at every page.
 *
 * @param props
 * @param props.rest
 * @param props.version
 */
export function ChangesLine( { rest, version }: ChangesLineProps ) {
	const changes = useUnpublishedChanges( rest, version );
	// Keeps its line, so that nothing moves when the answer comes.
	return <p className="aether-changes">{ changes && inWords( changes ) }</p>;
}

function inWords( { since, count, isMore }: UnpublishedChanges ): string {
	if ( since === null ) {
		return __(
			'This site has not been published yet.',
			'aether-site-exporter'
		);
	}
	if ( count === 0 ) {
		return sprintf(
			/* translators: %s: date and time. */
			__(
				'No post or page changed since the last publish (%s).',
				'aether-site-exporter'
			),
			formatDate( since )
		);
	}
	if ( isMore ) {
		return sprintf(
			/* translators: 1: number of posts and pages. 2: date and time. */
			__(
				'More than %1$s posts and pages changed since the last publish (%2$s).',
				'aether-site-exporter'
			),
			formatNumber( count ),
			formatDate( since )
		);
	}
	return sprintf(
		/* translators: 1: number of posts and pages. 2: date and time. */
		_n(
			'%1$s post or page changed since the last publish (%2$s).',
			'%1$s posts and pages changed since the last publish (%2$s).',
			count,
			'aether-site-exporter'
		),
		formatNumber( count ),
		formatDate( since )
	);
}
