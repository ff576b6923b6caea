import { describe } from 'vitest';
import { startWordPress, type WordPressVersion } from '../stands/wordpress';
import {
	describeBundles,
	type EmptySite,
	MATRIX_THEMES,
} from '../support/bundle-matrix';
import { STAND, startMariaDbSite } from '../support/mariadb-site';
import type { PageSample } from '../support/site-copy';

const DATABASES = {
	SQLite: async ( version: WordPressVersion ): Promise< EmptySite > => ( {
		...( await startWordPress( { version, themes: MATRIX_THEMES } ) ),
		standInPhp: '/stand',
	} ),
	MariaDB: async ( version: WordPressVersion ): Promise< EmptySite > => ( {
		...( await startMariaDbSite( version, MATRIX_THEMES ) ),
		standInPhp: STAND,
	} ),
};

/** Where PHP is native, all pages of large content are read; in the others, a part of them each. */
const SITES: readonly {
	readonly version: WordPressVersion;
	readonly database: keyof typeof DATABASES;
	readonly sample: PageSample;
}[] = [
	{ version: '7.1', database: 'MariaDB', sample: { every: 1, from: 0 } },
	{ version: '7.1', database: 'SQLite', sample: { every: 5, from: 0 } },
	{ version: '6.8', database: 'SQLite', sample: { every: 5, from: 1 } },
	{ version: '6.8', database: 'MariaDB', sample: { every: 5, from: 2 } },
];

describe.each( SITES )(
	'A bundle of WordPress $version in $database, of',
	( { version, database, sample } ) => {
		describeBundles( version, sample, () =>
			DATABASES[ database ]( version )
		);
	}
);
