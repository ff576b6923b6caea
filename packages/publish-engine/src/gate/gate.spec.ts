import { describe, expect, it } from 'vitest';
import type { Finding } from '../events';
import type { FrontierEntry, ResourceKind } from '../rendering/frontier';
import type { CheckedResponse } from './checked-response';
import { findingForFailure } from './failed-response';
import { Findings } from './findings';
import { isPrivateFile } from './private-content';
import { checkResponse } from './response-checks';

const page = ( content: string ) =>
	`<!doctype html><html><head><title>A page</title></head><body class="home">${ content }</body></html>`;

function answer(
	body: string,
	overrides: Partial< CheckedResponse > = {}
): CheckedResponse {
	return {
		url: 'https://site.test/a/',
		kind: 'post',
		status: 200,
		contentType: 'text/html; charset=UTF-8',
		body: new TextEncoder().encode( body ),
		text: () => body,
		...overrides,
	};
}

describe( 'the checks of an answer', () => {
	it.each< [ string, string, CheckedResponse ] >( [
		[ 'an empty page', 'page_empty', answer( '' ) ],
		[
			'a PHP warning in HTML',
			'php_error_text',
			answer(
				page(
					'<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/theme/functions.php</b> on line <b>12</b><br />'
				)
			),
		],
		[
			'a PHP notice in a feed',
			'php_error_text',
			answer(
				'<?xml version="1.0"?>\n<br /><b>Deprecated</b>: strlen(): Passing null in <b>/srv/a.php</b> on line <b>3</b>',
				{ kind: 'feed', contentType: 'application/rss+xml' }
			),
		],
		[
			'a PHP fatal error as text',
			'php_error_text',
			answer(
				'PHP Fatal error:  Uncaught Error: Call to undefined function x() in /srv/theme/index.php:3\nStack trace:\n#0 {main}\n  thrown in /srv/theme/index.php on line 3\n'
			),
		],
		[
			'a login page',
			'page_is_login',
			answer(
				'<html><body class="login no-js login-action-login wp-core-ui"><form name="loginform" id="loginform" action="https://site.test/wp-login.php" method="post"></form></body></html>'
			),
		],
		[
			'a page that breaks off within a tag',
			'page_truncated',
			answer( '<!doctype html><html lang="en"><body><p>Half <a hre' ),
		],
		[
			'a page that breaks off within a script',
			'page_truncated',
			answer( '<html><body><p>x</p><script>if ( a > b ) { c' ),
		],
		[
			'a page that breaks off within a comment',
			'page_truncated',
			answer( '<html><body><p>x</p><!-- widgets <p>y</p> ' ),
		],
		[
			'an AWS access key in a script',
			'credential_exposed',
			answer( 'const key = "AKIAIOSFODNN7ABCDEFG";', {
				contentType: 'text/javascript',
			} ),
		],
		[
			'a private key in a page',
			'credential_exposed',
			answer(
				page(
					`<pre>-----BEGIN RSA PRIVATE KEY-----\n${ 'MIIEpAIBAAKCAQEA'.repeat(
						4
					) }</pre>`
				)
			),
		],
		[
			'a database error answered with 200',
			'page_is_error',
			answer(
				page( '<h1>Error establishing a database connection</h1>' )
			),
		],
		[
			'the critical error page answered with 200',
			'page_is_error',
			answer(
				page(
					'<p>There has been a critical error on this website.</p>'
				)
			),
		],
	] )( 'stops at %s', ( _name, code, response ) => {
		expect( checkResponse( response ) ).toMatchObject( [
			{
				severity: 'error',
				code,
				url: 'https://site.test/a/',
				action: expect.any( String ),
			},
		] );
	} );

	it( 'warns of a page in place of a file, at the document that needs it', () => {
		expect(
			checkResponse(
				answer( page( 'Not here' ), {
					kind: 'asset',
					url: 'https://site.test/logo.png',
					referrer: 'https://site.test/a/',
				} )
			)
		).toMatchObject( [
			{
				severity: 'warning',
				code: 'asset_is_page',
				url: 'https://site.test/a/',
				subject: 'https://site.test/logo.png',
			},
		] );
	} );

	it( 'warns of a site that answers 200 for what does not exist', () => {
		expect(
			checkResponse( answer( page( 'Hm?' ), { kind: 'not-found' } ) )
		).toMatchObject( [
			{ severity: 'warning', code: 'not_found_answers_200' },
		] );
	} );

	it.each< [ string, CheckedResponse ] >( [
		[ 'a page', answer( page( '<p>Hello</p>' ) ) ],
		[
			'a post that quotes a PHP error as code',
			answer(
				page(
					'<pre>&lt;b&gt;Warning&lt;/b&gt;: x in &lt;b&gt;a.php&lt;/b&gt; on line &lt;b&gt;3&lt;/b&gt;</pre>'
				)
			),
		],
		[
			'a post with the word warning in bold',
			answer( page( '<p><b>Warning</b>: hot surface.</p>' ) ),
		],
		[
			'a page with a login form of its own',
			answer(
				page(
					'<form id="loginform" action="https://site.test/wp-login.php"></form>'
				)
			),
		],
		[
			'a long post that quotes the database error',
			answer(
				page(
					`Error establishing a database connection ${ 'word '.repeat(
						5000
					) }`
				)
			),
		],
		[
			'a page that leaves the end tag out, as HTML allows',
			answer( '<!doctype html><html lang="en"><body><p>The end.' ),
		],
		[
			'a tutorial that quotes the first line of a private key',
			answer(
				page( '<p>It begins with -----BEGIN PRIVATE KEY-----.</p>' )
			),
		],
		[
			'the example key of the AWS manual',
			answer( page( '<code>AKIAIOSFODNN7EXAMPLE</code>' ) ),
		],
		[
			'a fragment without an html element',
			answer( '<p>Part of a page</p>' ),
		],
		[
			'a page with a comment of a cache at its end',
			answer( `${ page( 'x' ) }\n<!-- cached -->` ),
		],
		[
			'an empty style sheet',
			answer( '', { kind: 'asset', contentType: 'text/css' } ),
		],
	] )( 'passes %s', ( _name, response ) => {
		expect( checkResponse( response ) ).toEqual( [] );
	} );

	it( 'takes no longer for a page made to be slow', () => {
		const hostile = page(
			`${ '<b>Warning</b>: x in <b>'.repeat(
				20_000
			) } on line ${ '\nWarning: x'.repeat( 5_000 ) }${ '<form '.repeat(
				20_000
			) }`
		);
		const startedAt = performance.now();
		checkResponse( answer( hostile ) );
		expect( performance.now() - startedAt ).toBeLessThan( 2000 );
	} );
} );

describe( 'a file that must never be public', () => {
	const base = 'https://www.site.test/';
	it.each( [
		'.env',
		'.env.production',
		'wp-content/debug.log',
		'wp-content/uploads/backup.sql.gz',
		'dump.sql',
		'wp-config.php.bak',
		'wp-config.php~',
		'wp-config.bak',
		'.git/config',
		'sub/.git/HEAD',
		'.htpasswd',
		'site.test-2026-01-02.zip',
		'wp-content/uploads/backup_2026.tar.gz',
		'wp-content/uploads/updraft/x-uploads.zip',
		'wp-content/ai1wm-backups/x.wpress',
		'%2Eenv',
	] )( '%s', ( path ) => {
		expect( isPrivateFile( base + path ) ).toBe( true );
	} );

	it.each( [
		'',
		'environment/',
		'blog/sql/',
		'about-git/',
		'wp-content/uploads/2026/05/press-photos.zip',
		'wp-content/uploads/plugin.1.2.zip',
		'wp-content/uploads/catalogue.pdf',
		'backup/',
	] )( 'is not /%s', ( path ) => {
		expect( isPrivateFile( base + path ) ).toBe( false );
	} );

	it( 'is named even when the answer has another fault', () => {
		expect(
			checkResponse(
				answer( page( 'Not here' ), {
					kind: 'asset',
					url: `${ base }.git/logo.png`,
				} )
			).map( ( { code } ) => code )
		).toEqual( [ 'asset_is_page', 'private_file' ] );
	} );
} );

describe( 'an address that could not be rendered', () => {
	const entry = (
		kind: ResourceKind,
		referrer?: string
	): FrontierEntry => ( {
		url: 'https://site.test/a/',
		kind,
		...( referrer === undefined ? {} : { referrer } ),
	} );
	it.each< [ string, ResourceKind, number | undefined, string, string ] >( [
		[ 'a listed page with 500', 'post', 500, 'error', 'page_failed' ],
		[ 'a listed page with 404', 'post', 404, 'error', 'page_failed' ],
		[ 'a listed page with 403', 'post', 403, 'error', 'page_failed' ],
		[
			'a listed page without answer',
			'post',
			undefined,
			'error',
			'page_failed',
		],
		[ 'a linked page with 500', 'page', 500, 'error', 'page_failed' ],
		[ 'a linked page with 404', 'page', 404, 'warning', 'link_broken' ],
		[ 'an asset with 404', 'asset', 404, 'warning', 'asset_missing' ],
		[ 'an asset with 503', 'asset', 503, 'error', 'asset_failed' ],
		[ 'an asset with 429', 'asset', 429, 'error', 'asset_failed' ],
		[ 'a feed with 404', 'feed', 404, 'warning', 'page_failed' ],
		[ 'robots.txt with 404', 'robots', 404, 'warning', 'page_failed' ],
	] )( '%s', ( _name, kind, status, severity, code ) => {
		const finding = findingForFailure( entry( kind ), {
			message: 'It failed.',
			...( status === undefined ? {} : { status } ),
		} );
		expect( finding ).toMatchObject( { severity, code } );
	} );

	it( 'is shown at the document that refers to it', () => {
		expect(
			findingForFailure( entry( 'page', 'https://site.test/' ), {
				status: 404,
				message: 'The site answered 404.',
			} )
		).toMatchObject( {
			url: 'https://site.test/',
			subject: 'https://site.test/a/',
		} );
	} );
} );

describe( 'Findings', () => {
	const finding = (
		severity: Finding[ 'severity' ],
		url: string
	): Finding => ( {
		severity,
		code: 'page_failed',
		message: 'It failed.',
		url,
	} );

	it( 'lets a build with warnings leave', () => {
		const findings = new Findings( () => {} );
		findings.add( finding( 'warning', 'https://site.test/' ) );
		expect( () => findings.assertPublishable() ).not.toThrow();
	} );

	it( 'stops a build with an error, naming the first three', () => {
		const told: Finding[] = [];
		const findings = new Findings( ( one ) => told.push( one ) );
		for ( const name of [ 'a', 'b', 'c', 'd', 'e' ] ) {
			findings.add( finding( 'error', `https://site.test/${ name }/` ) );
		}
		expect( told ).toHaveLength( 5 );
		expect( () => findings.assertPublishable() ).toThrow(
			expect.objectContaining( {
				code: 'build_rejected',
				message: expect.stringMatching(
					/a\/: It failed\. .*c\/: It failed\. And 2 more\./
				),
			} )
		);
	} );

	it.each( [ [ [ 'page_failed' ] ], [ true ] ] as const )(
		'lets a build leave with errors that a person accepted: %s',
		( accepted ) => {
			const told: Finding[] = [];
			const findings = new Findings(
				( one ) => told.push( one ),
				accepted
			);
			findings.add( finding( 'error', 'https://site.test/' ) );
			expect( () => findings.assertPublishable() ).not.toThrow();
			expect( told ).toMatchObject( [
				{ severity: 'error', code: 'page_failed', accepted: true },
			] );
		}
	);

	it( 'stops a build with an error that nobody accepted beside one that was', () => {
		const findings = new Findings( () => {}, [ 'page_small' ] );
		findings.add( finding( 'error', 'https://site.test/' ) );
		expect( () => findings.assertPublishable() ).toThrow(
			'https://site.test/: It failed.'
		);
	} );
} );
