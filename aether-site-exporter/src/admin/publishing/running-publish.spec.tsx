import type { SiteRest } from '@aether/publish-engine';
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useRunningPublish } from './running-publish';

const RUNNING = {
	id: 'other',
	status: 'running',
	startedAt: '2026-11-21T10:00:00Z',
	startedBy: { name: 'Ada' },
	fraction: 0.42,
	step: 'renderStaticSite',
	loaded: 3,
	total: 7,
	only: null,
	stale: false,
};

const MINUTE = 60_000;

let looks: number;
let answer: () => Response;

const rest: SiteRest = async () => {
	looks++;
	return answer();
};
const isOut = () => new Response( '', { status: 401 } );
const isThere = () => Response.json( [ RUNNING ] );

const pass = ( ms: number ) => act( () => vi.advanceTimersByTimeAsync( ms ) );

async function watch() {
	const { result } = renderHook( () => useRunningPublish( rest, false ) );
	await pass( 0 );
	return result;
}

const hide = ( isHidden: boolean ) => {
	vi.spyOn( document, 'hidden', 'get' ).mockReturnValue( isHidden );
	document.dispatchEvent( new Event( 'visibilitychange' ) );
};

beforeEach( () => {
	vi.useFakeTimers();
	looks = 0;
	answer = isThere;
} );
afterEach( () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
} );

describe( 'Watching a publish of somebody else', () => {
	it( 'goes on through one failure, and says after some that nobody knows how it goes', async () => {
		const result = await watch();
		expect( result.current ).toEqual( RUNNING );
		answer = isOut;
		await pass( 2_000 );
		expect( result.current ).toEqual( RUNNING );
		await pass( MINUTE );
		expect( result.current ).toEqual( { ...RUNNING, isOutOfSight: true } );
		answer = isThere;
		await pass( 5 * MINUTE );
		expect( result.current ).toEqual( RUNNING );
	} );

	it( 'asks ever more seldom while nobody answers', async () => {
		answer = isOut;
		const result = await watch();
		await pass( 10 * MINUTE );
		const before = looks;
		expect( result.current ).toBeNull();
		await pass( 60 * MINUTE );
		expect( looks - before ).toBeGreaterThan( 10 );
		expect( looks - before ).toBeLessThanOrEqual( 60 );
	} );

	it( 'rests while nobody sees the page, and looks at once when somebody does', async () => {
		await watch();
		hide( true );
		await pass( 0 );
		const before = looks;
		await pass( 10 * MINUTE );
		expect( looks ).toBe( before );
		answer = () => Response.json( [] );
		hide( false );
		await pass( 0 );
		expect( looks ).toBe( before + 1 );
		await pass( 5_000 );
		expect( looks ).toBe( before + 2 );
	} );

	it( 'does not ask twice where a person comes back before an answer is there', async () => {
		let release = () => {};
		const slow: SiteRest = () => {
			looks++;
			return new Promise( ( resolve ) => {
				release = () => resolve( isThere() );
			} );
		};
		renderHook( () => useRunningPublish( slow, false ) );
		hide( true );
		hide( false );
		await pass( 0 );
		expect( looks ).toBe( 1 );
		release();
		await pass( 2_000 );
		expect( looks ).toBe( 2 );
	} );
} );
