import type { DeploymentManifest, TargetPath } from '@aether/provider-sdk';
import { isLeft, markLeft, type PlainManifest } from './manifest';

/** Fewer files go without a question. */
const FEW = 100;

/** A larger part of the site does not go at once. */
const LARGEST_PART = 0.5;

export interface Removals {
	/** What this publish removes. */
	readonly removed: readonly TargetPath[];
	/** What stays for now, by path, as the manifest says it. */
	readonly heldBack: ReadonlyMap< TargetPath, string >;
}

/**
 * What left the site, and only what an earlier publish put there. When that is most of the site, something may have gone
 * wrong, and nothing brings deleted objects back: the first publish leaves them, the next that agrees removes them.
 *
 * @param known    What earlier publishes put there.
 * @param manifest
 */
export function planRemovals(
	known: PlainManifest,
	manifest: DeploymentManifest
): Removals {
	const gone = [ ...known ].filter(
		( [ path ] ) => ! manifest.files.has( path as TargetPath )
	) as [ TargetPath, string ][];
	const news = gone.filter(
		( [ , fingerprint ] ) => ! isLeft( fingerprint )
	);
	const isSuspicious =
		news.length > FEW && news.length > known.size * LARGEST_PART;
	const heldBack = new Map(
		isSuspicious
			? news.map( ( [ path, fingerprint ] ) => [
					path,
					markLeft( fingerprint ),
				] )
			: []
	);
	return {
		removed: gone
			.map( ( [ path ] ) => path )
			.filter( ( path ) => ! heldBack.has( path ) ),
		heldBack,
	};
}

/**
 * @param count How many files were held back.
 */
export const heldBackWarning = ( count: number ): string =>
	`${ count } files have left the site, which is most of it. They are still in the bucket, in case that is a mistake; the next publish removes them.`;
