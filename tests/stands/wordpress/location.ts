import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCATION_FILE, literal } from './configuration';
import { runPhp } from './control';
import type { WordPressAccess } from './types';

/** Where a site lives on its host: paths of one name with a leading slash, empty for the root. */
export interface SiteLocation {
	/** Of the front page. */
	readonly home: string;
	/** Of WordPress' own files. */
	readonly core: string;
}

/** What people do: the root, a directory, and the root with WordPress' files in a directory of their own. */
export const SITE_LOCATIONS = {
	root: { home: '', core: '' },
	directory: { home: '/blog', core: '/blog' },
	'files apart': { home: '', core: '/wp' },
} as const satisfies Readonly< Record< string, SiteLocation > >;

/**
 * WordPress reads its addresses before any plugin is loaded, and the Playground fixes both as constants; hooks that
 * stand in `$wp_filter` before WordPress starts are asked last.
 *
 * @param location
 * @param location.home
 * @param location.core
 */
const locationFile = ( { home, core }: SiteLocation ): string => `<?php
foreach ( array( 'option_home' => ${ literal( home ) }, 'option_siteurl' => ${ literal( core ) } ) as $stand_hook => $stand_path ) {
	$wp_filter[ $stand_hook ][ PHP_INT_MAX ]['stand'] = array(
		'function'      => static fn (): string => WP_HOME . $stand_path,
		'accepted_args' => 0,
	);
}
unset( $stand_hook, $stand_path );
`;

/**
 * Moves a running site to another place on its host, with its content. What PHP runs are the same files: the directory
 * is a link in the tree to the tree itself.
 *
 * @param access   Of the stand, as it was started.
 * @param location
 * @return Access to the site where it is now.
 */
export async function moveSite(
	access: WordPressAccess,
	location: SiteLocation
): Promise< WordPressAccess > {
	const { origin } = new URL( access.url );
	for ( const path of new Set( [ location.home, location.core ] ) ) {
		if ( path !== '' ) {
			const link = join( access.directory, path );
			await rm( link, { force: true } );
			await symlink( '.', link );
		}
	}
	await writeFile(
		join( access.directory, LOCATION_FILE ),
		locationFile( location )
	);
	const moved = {
		...access,
		url: origin + location.home,
		adminUrl: `${ origin }${ location.core }/wp-admin/`,
	};
	await runPhp( moved, `require '${ access.standInPhp }/php/moved.php';` );
	return moved;
}
