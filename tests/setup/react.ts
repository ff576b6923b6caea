import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach( cleanup );

// A busy machine draws slowly, and some parts of the page load their scripts first. Milliseconds.
configure( { asyncUtilTimeout: 15_000 } );

// jsdom has neither; @wordpress/components 37 asks for both when it renders.
window.matchMedia ??= ( query: string ) =>
	( {
		matches: false,
		media: query,
		onchange: null,
		addEventListener() {},
		removeEventListener() {},
		addListener() {},
		removeListener() {},
		dispatchEvent: () => false,
	} ) as MediaQueryList;
globalThis.ResizeObserver ??= class {
	observe() {}
	unobserve() {}
	disconnect() {}
};
