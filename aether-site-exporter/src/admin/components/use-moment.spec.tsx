import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useMoment } from './use-moment';

beforeEach( () => void vi.useFakeTimers() );
afterEach( () => void vi.useRealTimers() );

describe( 'useMoment', () => {
	it( 'ends by itself, and begins anew', () => {
		const { result, rerender } = renderHook(
			( isSo: boolean ) => useMoment( isSo, 6000 ),
			{ initialProps: true }
		);
		expect( result.current ).toBe( true );
		act( () => vi.advanceTimersByTime( 5999 ) );
		expect( result.current ).toBe( true );
		act( () => vi.advanceTimersByTime( 1 ) );
		expect( result.current ).toBe( false );
		rerender( false );
		expect( result.current ).toBe( false );
		rerender( true );
		expect( result.current ).toBe( true );
	} );
} );
