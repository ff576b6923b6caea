import type { Finding } from '../events';
import type { FrontierEntry } from '../rendering/frontier';
import { isListed, placeOf } from './checked-response';

/** Some plugins send visitors who are lost to the front page. */
export const NOT_FOUND_REDIRECTS: Finding = {
	severity: 'warning',
	code: 'not_found_redirects',
	message:
		'The site redirects addresses that do not exist, so the published site has no 404 page.',
	action: 'Switch off the plugin that redirects them, or set an error page at your host.',
};

/**
 * A redirect to itself, or to what only a running WordPress can answer: a visitor of the published site would get stuck.
 *
 * @param entry
 * @param target Canonical.
 */
export function findingForDeadEnd(
	entry: FrontierEntry,
	target: string
): Finding {
	return {
		severity: isListed( entry ) ? 'error' : 'warning',
		...describe( entry.url, target ),
		...placeOf( entry ),
	};
}

function describe(
	from: string,
	to: string
): Pick< Finding, 'code' | 'message' | 'values' | 'action' > {
	if ( from === to ) {
		return {
			code: 'redirect_loop',
			message: 'The address redirects to itself.',
			action: 'Correct the redirect.',
		};
	}
	return {
		code: new URL( to ).pathname.endsWith( '/wp-login.php' )
			? 'page_is_login'
			: 'redirect_unpublishable',
		message: `The address redirects to ${ to }, which only a running WordPress can answer.`,
		values: { target: to },
		action: 'Let visitors see the page without logging in, or take it out of the publish.',
	};
}
