import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { runNode } from '../run-node';
import { apiReport } from './api-report';
import {
	authorProject,
	type AuthorProject,
	copyConsumer,
} from './installed-sdk';
import { stagedSdk } from './sdk-package';

/** A compiler and a test runner start on a machine that may be busy. */
const PATIENCE_MS = 240_000;
const TSC = join( ROOT, 'node_modules/typescript/bin/tsc' );

const CONSUMERS = [ 'types.ts', 'react.tsx', 'kit.test.ts' ];

let project: AuthorProject;

const inProject = ( ...parameters: string[] ) =>
	runNode( parameters, {
		directory: project.directory,
		environment: { NO_COLOR: '1', FORCE_COLOR: '' },
	} );

beforeAll( async () => {
	project = await authorProject( [
		'vitest',
		'react',
		'@types/react',
		'@wordpress/components',
		'@wordpress/element',
	] );
	await writeFile(
		join( project.directory, 'package.json' ),
		'{ "name": "an-author", "private": true, "type": "module" }'
	);
	await copyConsumer( CONSUMERS, project.directory );
}, PATIENCE_MS );

afterAll( () => project?.remove() );

describe( 'The SDK as authors install it', () => {
	it( 'points to files that are in the package', async () => {
		const home = join(
			project.directory,
			'node_modules/@aether/provider-sdk'
		);
		const { exports } = JSON.parse(
			await readFile( join( home, 'package.json' ), 'utf8' )
		) as { exports: Record< string, Record< string, string > > };
		expect( Object.keys( exports ) ).toEqual( [
			'.',
			'./react',
			'./testing',
			'./webpack',
		] );
		const missing = Object.values( exports )
			.flatMap( ( conditions ) => Object.values( conditions ) )
			.filter( ( file ) => ! existsSync( join( home, file ) ) );
		expect( missing ).toEqual( [] );
		expect( existsSync( join( home, 'README.md' ) ) ).toBe( true );
	} );

	it.each( [
		[ 'a bundler', 'ESNext', 'bundler' ],
		[ 'Node', 'NodeNext', 'NodeNext' ],
		[ 'a compiler that knows no exports', 'ESNext', 'node10' ],
	] )(
		'compiles with the author’s compiler, resolved as by %s',
		async ( _, module, moduleResolution ) => {
			await writeFile(
				join( project.directory, 'tsconfig.json' ),
				JSON.stringify( {
					compilerOptions: {
						module,
						moduleResolution,
						target: 'ES2022',
						lib: [ 'ES2023', 'DOM', 'DOM.Iterable' ],
						// Of the old resolution.
						ignoreDeprecations: '6.0',
						jsx: 'react-jsx',
						strict: true,
						noImplicitOverride: true,
						skipLibCheck: true,
						noEmit: true,
						types: [],
					},
					include: CONSUMERS,
				} )
			);
			const { code, output } = await inProject( TSC );
			expect( output ).toBe( '' );
			expect( code ).toBe( 0 );
		},
		PATIENCE_MS
	);

	it(
		'runs its conformance kit under the author’s vitest, which says in words what is wrong and why it matters',
		async () => {
			const { code, output } = await inProject(
				'node_modules/vitest/vitest.mjs',
				'run',
				'--reporter=verbose'
			);
			expect( code ).toBe( 1 );
			expect( output ).toMatch(
				/✓.*Right is a deployment target that > plans nothing when nothing has changed/
			);
			expect( output ).toMatch(
				/✓.*in-memory is a provider that > opens a target for each of its types/
			);
			expect( output ).not.toMatch( /(?:×|FAIL).*Right is a/ );
			expect( output ).toContain(
				'Law: removes what left the site, and says so in the plan.'
			);
			expect( output ).toContain(
				'Found: a visitor still gets deleted-post/index.html, which is not on the site any more.'
			);
			expect( output ).toContain(
				'Why it matters: Deleted posts would stay public.'
			);
		},
		PATIENCE_MS
	);
} );

describe( 'What the SDK makes public', () => {
	it( 'is what api.txt lists; change it on purpose: npm run package -- --api', async () => {
		expect( apiReport( await stagedSdk() ) ).toBe(
			await readFile(
				join( ROOT, 'packages/provider-sdk/api.txt' ),
				'utf8'
			)
		);
	}, 60_000 );
} );
