import type { TransferPlan } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

export type ChangeKind = 'added' | 'changed' | 'removed';

export const KINDS: readonly ChangeKind[] = [ 'added', 'changed', 'removed' ];

export type ChangeReason = 'new' | 'content' | 'headers' | 'forced' | 'gone';

export interface PlannedFile {
	readonly path: string;
	readonly kind: ChangeKind;
	readonly reason: ChangeReason;
}

export function kindOf( reason: ChangeReason ): ChangeKind {
	switch ( reason ) {
		case 'new':
			return 'added';
		case 'gone':
			return 'removed';
		default:
			return 'changed';
	}
}

/**
 * A plan as one list, by path.
 *
 * @param plan
 */
export const plannedFiles = ( plan: TransferPlan ): readonly PlannedFile[] =>
	[
		...plan.uploads.map( ( { path, reason } ): PlannedFile => ( {
			path,
			reason,
			kind: kindOf( reason ),
		} ) ),
		...plan.removals.map( ( path ): PlannedFile => ( {
			path,
			reason: 'gone',
			kind: 'removed',
		} ) ),
	].sort( ( one, other ) => ( one.path < other.path ? -1 : 1 ) );

/** The files that visitors call pages. */
const PAGE = /(?:^|\/)[^/.]*$|\.html?$/;

/** What visitors get where there is no page. */
const NOT_FOUND = /(?:^|\/)404\.html$/;

export const isPage = ( { path }: Pick< PlannedFile, 'path' > ): boolean =>
	PAGE.test( path ) && ! NOT_FOUND.test( path );

export function kindLabel( kind: ChangeKind ): string {
	switch ( kind ) {
		case 'added':
			return __( 'Added', 'aether-site-exporter' );
		case 'changed':
			return __( 'Changed', 'aether-site-exporter' );
		case 'removed':
			return __( 'Removed', 'aether-site-exporter' );
	}
}

export function reasonLabel( reason: ChangeReason ): string {
	switch ( reason ) {
		case 'new':
			return __( 'is not there yet', 'aether-site-exporter' );
		case 'content':
			return __( 'content differs', 'aether-site-exporter' );
		case 'headers':
			return __( 'type or caching differs', 'aether-site-exporter' );
		case 'forced':
			return __( 'is always sent', 'aether-site-exporter' );
		case 'gone':
			return __(
				'is no longer part of the site',
				'aether-site-exporter'
			);
	}
}
