import { WORDPRESS_VERSIONS, type WordPressVersion } from '../stands/wordpress';

/**
 * The WordPress that this test run is about.
 *
 * @throws {Error} When `AETHER_TEST_WORDPRESS` names one that the stand does not know.
 */
export function testWordPressVersion(): WordPressVersion {
	const wanted = process.env.AETHER_TEST_WORDPRESS ?? WORDPRESS_VERSIONS[ 0 ];
	const version = WORDPRESS_VERSIONS.find( ( known ) => known === wanted );
	if ( ! version ) {
		throw new Error(
			`AETHER_TEST_WORDPRESS is ${ wanted }; it can be ${ WORDPRESS_VERSIONS.join( ' or ' ) }.`
		);
	}
	return version;
}
