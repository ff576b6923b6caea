import { describe, expect, it } from 'vitest';
import { createTestServices, MemorySite } from '../../testing';
import type { Finding } from '../events';
import { renderSite } from '../rendering/render-site';

const HASH = 'integrity="sha384-x"';

/**
 * What is found at a page with this head, beside these files.
 * @param head
 * @param files By path.
 */
async function findingsOf(
	head: string,
	files: Readonly< Record< string, string > >
): Promise< readonly Finding[] > {
	const page = `<html><head>${ head }</head><body>Home</body></html>`;
	const site = new MemorySite( {
		'/': { body: page, listedAs: 'home' },
		...Object.fromEntries(
			Object.entries( files ).map( ( [ path, body ] ) => [
				path,
				{ body, contentType: 'text/javascript' },
			] )
		),
	} );
	const findings: Finding[] = [];
	const { signal } = new AbortController();
	await renderSite( {
		information: await site.getSite( { signal } ),
		urls: [ { url: 'https://site.test/', kind: 'home' } ],
		assets: [],
		services: createTestServices( { site } ),
		concurrency: 2,
		lastPageCount: null,
		signal,
		onProgress: () => {},
		onFinding: ( finding ) => findings.push( finding ),
	} ).catch( () => {} );
	return findings;
}

describe( 'a file that a page pins by its hash', () => {
	it.each( [
		`<script src="/a.js" ${ HASH }></script>`,
		`<script ${ HASH } src="https://site.test/a.js?ver=1"></script>`,
		`<link rel="modulepreload" href="/a.js" ${ HASH }>`,
		String.raw`<script type="importmap">{"imports":{"a":"/a.js"},"integrity":{"\/a.js":"sha384-x"}}</script>`,
	] )( 'stops the publish when targets change it: %s', async ( element ) => {
		expect(
			await findingsOf( element, {
				'/a.js': 'fetch( "https://site.test/about/" )',
				'/a.js?ver=1': 'fetch( "https://site.test/about/" )',
			} )
		).toMatchObject( [
			{
				severity: 'error',
				code: 'integrity_broken',
				url: 'https://site.test/',
				subject: 'https://site.test/a.js',
			},
		] );
	} );

	it.each( [
		[
			'stays as it is',
			`<script src="/a.js" ${ HASH }></script>`,
			'let a = 1;',
		],
		[
			'names only what lies beside it',
			`<script type="module" src="/a.js" ${ HASH }></script>`,
			'import "./b.js";',
		],
		[
			'is named by an import map that pins another',
			'<script type="importmap">{"imports":{"a":"/a.js"},"integrity":{"/b.js":"sha384-x"}}</script>',
			'fetch( "https://site.test/" )',
		],
		[
			'is not pinned',
			'<script src="/a.js" integrity=""></script>',
			'fetch( "https://site.test/" )',
		],
	] )( 'passes when it %s', async ( _name, element, script ) => {
		expect(
			await findingsOf( element, { '/a.js': script, '/b.js': '' } )
		).toEqual( [] );
	} );
} );
