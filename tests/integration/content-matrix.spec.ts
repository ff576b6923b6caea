import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { PROJECT, startWordPress } from '../stands/wordpress';
import { describeMatrix, type MatrixRow } from '../support/content-matrix';
import { testWordPressVersion } from '../support/version';

/** Set by `npm run test:long`: every combination, more content, more pages. */
const isFullSize = process.env.AETHER_TEST_FULL_SIZE === '1';

/** Each theme and each place of WordPress; every row is published to both kinds of target. */
const SOME: readonly MatrixRow[] = [
	{ theme: 'plain', location: 'root' },
	{ theme: 'twentytwentyfive', location: 'directory' },
	{ theme: 'plain', location: 'files apart' },
];
const THE_OTHERS: readonly MatrixRow[] = [
	{ theme: 'twentytwentyfive', location: 'root' },
	{ theme: 'plain', location: 'directory' },
	{ theme: 'twentytwentyfive', location: 'files apart' },
];

const SIZE = isFullSize
	? {
			rows: [ ...SOME, ...THE_OTHERS ],
			readPages: Infinity,
			visitedPages: 20,
		}
	: { rows: SOME, readPages: 6, visitedPages: 3 };

describe( 'Content with one of every kind that breaks exporters', () => {
	describeMatrix( {
		...SIZE,
		content: join(
			PROJECT,
			'tests/stands/wordpress/content/oddities.wordpress.xml'
		),
		leastPages: 30,
	} );
} );

/** The content with which WordPress' community tests themes; not ours to keep in the repository. */
const THEME_UNIT_TEST = join(
	PROJECT,
	'../shared/fixtures/themeunittestdata.wordpress.xml'
);

if ( isFullSize && existsSync( THEME_UNIT_TEST ) ) {
	describe( 'The theme unit test', () => {
		describeMatrix( {
			...SIZE,
			content: THEME_UNIT_TEST,
			// Hundreds of pages, each read several times: native PHP needs minutes where WebAssembly needs an hour.
			start: ( themes ) =>
				startWordPress( {
					version: testWordPressVersion(),
					themes,
					php: 'native',
				} ),
			leastPages: 100,
		} );
	} );
}
