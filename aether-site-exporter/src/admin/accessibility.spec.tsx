import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setUp, tearDown } from './testing/page-harness';
import { PAGE_STATES } from './testing/page-states';

interface Axe {
	readonly run: (
		root: Element,
		options: {
			readonly rules: Readonly<
				Record< string, { readonly enabled: boolean } >
			>;
		}
	) => Promise< {
		readonly violations: readonly {
			readonly id: string;
			readonly nodes: readonly { readonly html: string }[];
		}[];
	} >;
}

const axe = createRequire( import.meta.url )( 'axe-core' ) as Axe;

/** What only a browser that draws can tell is left to tests/e2e/settings-page.spec.ts; WordPress brings the landmarks. */
const RULES = {
	'color-contrast': { enabled: false },
	region: { enabled: false },
};

beforeEach( setUp );
afterEach( () => {
	document.dir = '';
	tearDown();
} );

/** Right to left, the same elements stand elsewhere. */
const MIRRORED = [
	'long texts, unsaved',
	'an earlier publish, its log and its files',
	'environments with long names',
	'a page of a long history',
	'a history that cannot be read',
	'rules of somebody who may only look',
	'a choice of providers and environments',
	'published',
	'failed at a provider',
	'failed, with findings',
	'a search that finds nothing',
];

const CASES = [
	...Object.keys( PAGE_STATES ).map( ( name ) => [ name, 'ltr' ] as const ),
	...MIRRORED.map( ( name ) => [ name, 'rtl' ] as const ),
];

describe( 'axe-core objects to nothing', () => {
	it.each( CASES )( '%s, %s', async ( name, direction ) => {
		document.dir = direction;
		await PAGE_STATES[ name ]!();
		const { violations } = await axe.run( document.body, {
			rules: RULES,
		} );
		expect(
			violations.flatMap( ( { id, nodes } ) =>
				nodes.map( ( { html } ) => `${ id }: ${ html }` )
			)
		).toEqual( [] );
	} );
} );
