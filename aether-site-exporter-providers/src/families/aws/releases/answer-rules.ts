import type { DeploymentManifest } from '@aether/provider-sdk';
import type { ReleaseDocument } from './format';

/** What a release says of its answers, besides the files. */
export type AnswerRules = Pick<
	ReleaseDocument,
	'redirects' | 'notFound' | 'headers'
>;

/**
 * Those of a deployment. A site that says nothing of robots makes the same release as ever.
 *
 * @param manifest
 * @param manifest.redirects
 * @param manifest.notFound
 * @param manifest.robots
 */
export const rulesOf = ( {
	redirects,
	notFound,
	robots,
}: DeploymentManifest ): AnswerRules => ( {
	redirects,
	notFound: notFound ?? null,
	headers: robots === 'noindex' ? { 'X-Robots-Tag': 'noindex' } : {},
} );

/**
 * Whether a release says exactly this already.
 *
 * @param release
 * @param release.redirects
 * @param release.notFound
 * @param release.headers
 * @param rules
 */
export const hasRules = (
	{ redirects, notFound, headers }: ReleaseDocument,
	rules: AnswerRules
): boolean =>
	JSON.stringify( { redirects, notFound, headers } ) ===
	JSON.stringify( rules );
