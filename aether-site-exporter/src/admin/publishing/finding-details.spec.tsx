import type { Finding, FindingValues } from '@aether/publish-engine';
import { addFilter, removeFilter } from '@wordpress/hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingWords } from './finding-words';
import { ADDRESSES } from './finding-kinds/addresses';
import { CONTENT } from './finding-kinds/content';
import { RELEASES } from './finding-kinds/releases';
import { SETUP } from './finding-kinds/setup';
import { logText } from './log-text';

const NAMESPACE = 'aether/tests';

/** A language of its own: each sentence that was asked for in the page's language stands between these. */
beforeEach( () => {
	for ( const hook of [ 'i18n.gettext', 'i18n.ngettext' ] ) {
		addFilter( hook, NAMESPACE, ( text: string ) => `«${ text }»` );
	}
} );
afterEach( () => {
	removeFilter( 'i18n.gettext', NAMESPACE );
	removeFilter( 'i18n.ngettext', NAMESPACE );
} );

const found = ( code: string, values: FindingValues ): Finding => ( {
	severity: 'error',
	code,
	message: 'In the words of the engine.',
	action: 'Do as the engine says.',
	values,
} );

const BAD_GATEWAY = [ { status: 502 }, '«The site answered 502.»' ] as const;
const NO_ANSWER = [
	{ error: 'network_failed' },
	'«There was no answer, or the browser was not allowed to read it.»',
] as const;

const DETAILS: readonly ( readonly [ string, FindingValues, string ] )[] = [
	[ 'page_failed', ...BAD_GATEWAY ],
	[ 'page_failed', ...NO_ANSWER ],
	[ 'asset_failed', ...NO_ANSWER ],
	[ 'asset_missing', ...BAD_GATEWAY ],
	[ 'link_broken', ...BAD_GATEWAY ],
	[
		'page_is_login',
		{ target: 'http://a/wp-login.php' },
		'«The address redirects to http://a/wp-login.php.»',
	],
	[
		'redirect_loop',
		{ target: 'http://a/b/' },
		'«The address redirects to http://a/b/.»',
	],
	[
		'redirect_unpublishable',
		{ target: 'http://a/wp-admin/' },
		'«The address redirects to http://a/wp-admin/.»',
	],
	[
		'page_small',
		{ size: 120, usual: 48_000 },
		'«It has 120 byte, where others have about 48 kB.»',
	],
	[
		'page_count_fell',
		{ pages: 1, before: 1200, limit: 20 },
		'«It has «1 page», the last publish had 1,200. It may lose 20%.»',
	],
	[
		'credential_exposed',
		{ credential: 'gitlab_token' },
		'«It looks like a GitLab token.»',
	],
	[
		'path_collision',
		{ wanted: 'A.html', path: 'A-1.html' },
		'«Instead of A.html it is published as A-1.html.»',
	],
	[
		'path_is_directory',
		{ wanted: 'a', path: 'a-1' },
		'«Instead of a it is published as a-1.»',
	],
	[ 'path_renamed', { path: 'a-1' }, '«It is published as a-1.»' ],
	[
		'robots_out_of_reach',
		{ environment: 'Staging', provider: 'bucket' },
		'«They shall not find “Staging”, but read robots.txt at the root of a host only, and “bucket” publishes below it.»',
	],
	[
		'release_open',
		{ environment: 'Staging' },
		'«The environment: Staging»',
	],
	[
		'release_closed',
		{ environment: 'Staging' },
		'«The environment: Staging»',
	],
	[ 'rule_invalid', { rule: 'regex:(' }, '«It says: regex:(»' ],
	[
		'must_use_plugins_left_at_home',
		{ names: 'one.php, two.php' },
		'«They are: one.php, two.php.»',
	],
	[
		'plugin_requirement_missing',
		{ requires: 'shop' },
		'«It requires: shop»',
	],
	[
		'option_values_emptied',
		{ names: 'maps_key, form.to' },
		'«Empty are: maps_key, form.to.»',
	],
	[ 'comments_left_at_home', { count: 1 }, '«1 comment stays at home.»' ],
	[ 'comments_left_at_home', { count: 7 }, '«7 comments stay at home.»' ],
	[
		'media_missing',
		{ count: 2, names: 'a.jpg, b.jpg' },
		'««2 files»: a.jpg, b.jpg»',
	],
	[
		'media_left_out',
		{ count: 1, bytes: 5_000_000, budget: 1_000_000, names: 'film.mp4' },
		'««1 file» with 5 MB do not fit into the 1 MB that it may hold: film.mp4»',
	],
	[
		'edge_held_back',
		{ provider: 'worker', place: 'bucket/site' },
		'«worker serves bucket/site.»',
	],
	[
		'edge_serves_elsewhere',
		{ provider: 'worker', place: 'one', published: 'two' },
		'«worker serves one; the static site was published to two.»',
	],
	[ 'unknown_provider', { provider: 'nobody' }, '«Its name: nobody»' ],
	[ 'provider_broken', { provider: 'odd', error: 'Oh.' }, '«odd says: Oh.»' ],
	[ 'unknown_step', { step: 'myStep' }, '«Its name: myStep»' ],
	[ 'workflow_invalid', {}, '«A workflow is an array of phases.»' ],
	[
		'workflow_invalid',
		{ phase: 1 },
		'«Phase 1 is not an array of [ stepId, weight ] tuples.»',
	],
	[
		'workflow_invalid',
		{ phase: 1, entry: 2 },
		'«Entry 2 of phase 1 is not [ stepId, weight ] with a weight of 0 or more.»',
	],
	[ 'workflow_invalid', { error: 'Oh.' }, '«It ended with an error: Oh.»' ],
];

describe( 'What differs from one finding to the next', () => {
	it.each( DETAILS )(
		'is said in the language of the page: %s %j',
		( code, values, said ) => {
			const { title, detail, action } = findingWords(
				found( code, values )
			);
			expect( detail ).toBe( said );
			expect( title ).toMatch( /^«.+»$/ );
			expect( action ).toMatch( /^«.+»$/ );
		}
	);

	it( 'is tried above for each kind that says more than its title', () => {
		const kinds = { ...CONTENT, ...ADDRESSES, ...RELEASES, ...SETUP };
		expect( new Set( DETAILS.map( ( [ code ] ) => code ) ) ).toEqual(
			new Set(
				Object.keys( kinds ).filter(
					( code ) => kinds[ code ]?.().detail
				)
			)
		);
	} );

	it( 'is left out where a log of before does not tell it', () => {
		expect( findingWords( found( 'page_small', {} ) ) ).not.toHaveProperty(
			'detail'
		);
	} );
} );

describe( 'A line of the log', () => {
	const line = { at: 0, step: 'odd', message: 'English: http://a/' };

	it( 'says a finding in the language of the page, and where it is', () => {
		expect(
			logText( {
				...line,
				level: 'error',
				kind: 'finding',
				code: 'page_failed',
				values: { status: 404 },
				place: 'http://a/ http://b/',
			} )
		).toBe(
			'Odd: «A page did not answer as it should.» «The site answered 404.» http://a/ http://b/'
		);
	} );

	it( 'says what an error means, and the technical sentence', () => {
		expect(
			logText( {
				...line,
				level: 'error',
				kind: 'error',
				code: 'auth_failed',
				message: 'auth_failed: 401',
			} )
		).toBe( 'Odd: «The sign-in was refused» (auth_failed: 401)' );
	} );

	it.each( [
		[ 'of a plugin', {} ],
		[ 'of tomorrow', { code: 'unheard_of', place: 'http://a/' } ],
	] as const )( 'leaves a finding %s its own words', ( _, told ) => {
		expect(
			logText( { ...line, ...told, level: 'warning', kind: 'finding' } )
		).toBe( 'Odd: English: http://a/' );
	} );
} );
