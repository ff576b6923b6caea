import type { Finding } from '../events';
import type { SiteInformation } from '../ports';

/**
 * Known before anything is rendered: with plain permalinks every page is a query of one address, which no host of static
 * files can tell apart.
 *
 * @param site
 * @param site.permalinks
 */
export const checkPermalinks = ( {
	permalinks,
}: Pick< SiteInformation, 'permalinks' > ): readonly Finding[] =>
	permalinks === 'plain'
		? [
				{
					severity: 'warning',
					code: 'plain_permalinks',
					message:
						'WordPress uses plain permalinks (?p=123), so pages are published under made-up paths such as /query-p-123-…/.',
					action: 'Choose another structure under Settings → Permalinks and publish again. Links inside the site work either way; links from elsewhere to ?p=123 lead to the front page.',
				},
			]
		: [];
