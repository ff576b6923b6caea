import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import {
	PROJECT,
	type WordPressStand,
	type WordPressVersion,
} from '../stands/wordpress';
import { fillFromExport } from './fill-from-export';
import {
	describeCopy,
	type PageSample,
	setProtectedEntries,
	runBundleCommand,
} from './site-copy';
import { talkTo, type TalkingWordPress } from './wordpress';

export const MATRIX_THEMES = [
	'tests/stands/wordpress/themes/plain',
	'tests/stands/wordpress/themes/plain-child',
] as const;

/** The content with which WordPress' community tests themes; not ours to keep in the repository. */
const THEME_UNIT_TEST = join(
	PROJECT,
	'../shared/fixtures/themeunittestdata.wordpress.xml'
);
const ODDITIES = join(
	PROJECT,
	'tests/stands/wordpress/content/oddities.wordpress.xml'
);

interface Content {
	readonly content: string;
	readonly fill: ( site: WordPressStand ) => Promise< void >;
	readonly leastPages: number;
	readonly leastImages: number;
	/** Has hundreds of archives that resemble each other. */
	readonly isLarge: boolean;
}

const CONTENTS: readonly Content[] = [
	{
		content: 'the demo content',
		fill: async ( site ) =>
			void ( await talkTo( site ).runPhp(
				`require '${ site.standInPhp }/content/demo.php';`
			) ),
		leastPages: 20,
		leastImages: 10,
		isLarge: false,
	},
	existsSync( THEME_UNIT_TEST )
		? {
				content: 'the theme unit test',
				fill: ( site ) => fillFromExport( site, THEME_UNIT_TEST ),
				leastPages: 100,
				// Its pictures stay on their own host.
				leastImages: 0,
				isLarge: true,
			}
		: {
				content: 'content with one of every kind that breaks exporters',
				fill: ( site ) => fillFromExport( site, ODDITIES ),
				leastPages: 30,
				leastImages: 1,
				isLarge: false,
			},
];

const LOOKS = [
	{ theme: 'a block theme', look: 'block_look' },
	{ theme: 'a classic theme with its parent', look: 'classic_look' },
] as const;

/** A site, its content and its bundle, on a loaded machine. */
export const LONGEST_START_MS = 900_000;

/**
 * Bundles of small sites, with each kind of theme, and each opened elsewhere and compared page by page.
 *
 * @param version
 * @param sample  Of the pages of large content.
 * @param start   Starts a site.
 */
export function describeBundles(
	version: WordPressVersion,
	sample: PageSample,
	start: () => Promise< WordPressStand >
): void {
	describe.each( CONTENTS )(
		'$content',
		( { fill, leastPages, leastImages, isLarge } ) => {
			let site: WordPressStand;
			let talking: TalkingWordPress;
			let directory: string;

			beforeAll( async () => {
				directory = await mkdtemp( join( tmpdir(), 'aether-bundle-' ) );
				site = await start();
				talking = talkTo( site );
				await fill( site );
				await setProtectedEntries( talking, 'draft' );
			}, LONGEST_START_MS );

			afterAll( async () => {
				await site?.stop();
				await rm( directory, { recursive: true, force: true } );
			} );

			describe.each( LOOKS )( 'in $theme', ( { look } ) => {
				beforeAll( async () => {
					await talking.runPhp(
						`require_once '${ site.standInPhp }/content/looks.php'; Aether\\Stand\\${ look }();`
					);
					await runBundleCommand(
						site,
						join( directory, `${ look }.zip` )
					);
				}, LONGEST_START_MS );

				describeCopy( {
					source: () => talking,
					bundle: () => join( directory, `${ look }.zip` ),
					version,
					pages: isLarge ? sample : undefined,
					leastPages,
					leastImages,
				} );
			} );
		}
	);
}
