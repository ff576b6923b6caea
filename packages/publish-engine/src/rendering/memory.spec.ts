import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemorySite } from '../../testing';
import type { SiteResponse, SiteSource, SiteUrl } from '../ports';
import { renderSite } from './render-site';

setFlagsFromString( '--expose-gc' );
const collectGarbage = runInNewContext( 'gc' ) as () => void;

/**
 * Bytes in use once everything unreachable is gone. Buffers are handed back by another thread, some
 * turns after the collection that found them, so it is the least of several measurements.
 */
async function bytesInUse(): Promise< number > {
	let least = Infinity;
	for ( let turn = 0; turn < 20; turn++ ) {
		await nextTurn();
		collectGarbage();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		least = Math.min( least, heapUsed + arrayBuffers );
	}
	return least;
}

const PAGES = 200;
/** Bytes of one page. */
const PAGE_SIZE = 500_000;

/** A site whose pages are made when they are asked for, each with links of its own. */
function generatedSite(): SiteSource {
	const { information } = new MemorySite( {} );
	const filler = new TextEncoder().encode( 'Lorem ipsum. '.repeat( 50_000 ) );
	return {
		getSite: async () => information,
		async *listUrls() {},
		async *listAssets() {},
		fetchResource: async ( url ): Promise< SiteResponse > => {
			const number = Number( /\d+/.exec( url )?.[ 0 ] );
			const body = filler.slice( 0, PAGE_SIZE );
			body.set(
				new TextEncoder().encode(
					`<html></html><a href="https://site.test/page-${
						( number + 1 ) % PAGES
					}/?utm=${ number }#part">Next</a><p>`
				)
			);
			return {
				url,
				status: 200,
				headers: new Headers( { 'Content-Type': 'text/html' } ),
				body,
			};
		},
	};
}

describe( 'the memory of a rendering', () => {
	it( 'holds no page once it was scanned', async () => {
		const site = generatedSite();
		const urls = Array.from( { length: PAGES }, ( _, index ): SiteUrl => ( {
			url: `https://site.test/page-${ index }/`,
			kind: 'post',
		} ) );
		const services = createTestServices( { site } );
		const before = await bytesInUse();
		const rendered = await renderSite( {
			information: await site.getSite( {
				signal: new AbortController().signal,
			} ),
			urls,
			assets: [],
			services: {
				...services,
				content: {
					has: () => true,
					put: async () => {},
					write: async () => ( { sha256: '', size: 0 } ),
					open: async () => new Blob(),
					dispose: async () => {},
				},
			},
			concurrency: 4,
			lastPageCount: null,
			signal: new AbortController().signal,
			onProgress: () => {},
			onFinding: () => {},
		} );
		const held = ( await bytesInUse() ) - before;
		expect( rendered.resources ).toHaveLength( PAGES );
		expect( rendered.arena.urlCount ).toBe( PAGES );
		expect( held ).toBeLessThan( ( PAGES * PAGE_SIZE ) / 10 );
	} );
} );
