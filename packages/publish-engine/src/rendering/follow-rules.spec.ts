import { describe, expect, it } from 'vitest';
import type { ReferenceRole } from '../references/types';
import { compileRules, NO_RULES } from '../rules';
import { createFollowRules } from './follow-rules';

const onDisk = new Set( [
	'https://site.test/blog/wp-content/uploads/known.pdf',
	'https://site.test/blog/wp-content/LICENSE',
] );
const follow = createFollowRules(
	{
		homeUrl: 'https://site.test/blog/',
		siteUrl: 'https://site.test/blog/wp/',
		restUrl: 'https://site.test/blog/wp-json/',
	},
	( url ) => onDisk.has( url )
);
const at = ( path: string ) => `https://site.test/blog/${ path }`;

describe( 'which references are followed', () => {
	it.each< [ string, ReferenceRole, string, string, string ] >( [
		[ 'a link', 'page', 'about/', 'about/', 'page' ],
		[ 'a link to an HTML page', 'page', 'a.html', 'a.html', 'page' ],
		[ 'a dotted slug', 'page', 'version-1.2/', 'version-1.2/', 'page' ],
		[ 'a version number', 'page', 'version-1.2', 'version-1.2', 'page' ],
		[ 'a short address', 'page', '?p=12', '?p=12', 'page' ],
		[ 'a link to a file', 'page', 'x.pdf', 'x.pdf', 'asset' ],
		[
			'a link to a file without an ending that is on disk',
			'page',
			'wp-content/LICENSE',
			'wp-content/LICENSE',
			'asset',
		],
		[
			'a style sheet, without the version in its query',
			'asset',
			'style.css?ver=6.8',
			'style.css',
			'asset',
		],
		[
			'an asset that PHP makes, with its query',
			'asset',
			'?custom-css=1',
			'?custom-css=1',
			'asset',
		],
		[
			'a mention of what is on disk',
			'mention',
			'wp-content/uploads/known.pdf',
			'wp-content/uploads/known.pdf',
			'asset',
		],
	] )( 'follows %s', ( _name, role, path, url, kind ) => {
		expect( follow( role, at( path ) ) ).toEqual( {
			url: at( url ),
			kind,
		} );
	} );

	it.each< [ string, ReferenceRole, string ] >( [
		[ 'a form’s address', 'endpoint', 'about/' ],
		[ 'a mention of anything else', 'mention', 'about/' ],
		[ 'the administration', 'page', 'wp/wp-admin/post.php' ],
		[ 'an asset of the administration', 'asset', 'wp/wp-admin/a.css' ],
		[ 'the login page', 'page', 'wp/wp-login.php?redirect_to=x' ],
		[ 'XML-RPC', 'page', 'wp/xmlrpc.php' ],
		[ 'the REST API', 'page', 'wp-json/wp/v2/posts' ],
		[ 'the REST API by query', 'asset', '?rest_route=/wp/v2' ],
		[ 'a search', 'page', '?s=word' ],
		[ 'a page with any other query', 'page', 'about/?replytocom=3' ],
		[ 'another PHP file', 'page', 'wp/index.php' ],
	] )( 'does not follow %s', ( _name, role, path ) => {
		expect( follow( role, at( path ) ) ).toBeNull();
	} );

	it( 'takes the front page for no REST API on a site with plain permalinks', () => {
		const plain = createFollowRules(
			{
				homeUrl: 'https://site.test/',
				siteUrl: 'https://site.test/',
				restUrl: 'https://site.test/index.php?rest_route=/',
			},
			() => false
		);
		expect( plain( 'page', 'https://site.test/' ) ).not.toBeNull();
	} );

	it( 'follows a query that a rule asks for, and nothing that a rule leaves out', () => {
		const ruled = createFollowRules(
			{
				homeUrl: 'https://site.test/blog/',
				siteUrl: 'https://site.test/blog/',
				restUrl: 'https://site.test/blog/wp-json/',
			},
			() => false,
			compileRules( {
				...NO_RULES,
				queryPages: [ '/shop/?colour=*' ],
				excludePages: [ '/private/**' ],
				excludeAssets: [ '/**.mp4' ],
			} )
		);
		expect( ruled( 'page', at( 'shop/?colour=red' ) ) ).toEqual( {
			url: at( 'shop/?colour=red' ),
			kind: 'page',
		} );
		expect( ruled( 'page', at( 'shop/?size=4' ) ) ).toBeNull();
		expect( ruled( 'page', at( 'private/a/' ) ) ).toBeNull();
		expect( ruled( 'asset', at( 'film.mp4?x' ) ) ).toBeNull();
	} );
} );
