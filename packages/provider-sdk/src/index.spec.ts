import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as sdk from '.';
import * as react from './react';

describe( 'The SDK', () => {
	it.each( [
		'AbstractProvider',
		'ProviderRegistry',
		'ConfigFieldBuilder',
		'DEPLOYMENT_TYPES',
		'buildDeploymentTypesField',
		'DEPLOYMENT_TYPE_LABELS',
		'DEPLOYMENT_TYPE_DESCRIPTIONS',
		'AetherError',
		'registerStep',
		'getProvidersForDeploymentType',
		'SDK_VERSION',
	] as const )( 'has %s', ( name ) => {
		expect( sdk[ name ] ).toBeDefined();
	} );

	it.each( [
		'ProviderForm',
		'ProviderField',
		'useProvider',
		'useProviderConfig',
	] as const )( 'has %s for React', ( name ) => {
		expect( react[ name ] ).toBeInstanceOf( Function );
	} );

	it( 'has the version of its package', async () => {
		const manifest = JSON.parse(
			await readFile(
				new URL( '../package.json', import.meta.url ),
				'utf8'
			)
		);
		expect( sdk.SDK_VERSION ).toBe( manifest.version );
	} );

	it.each( [
		[ 'index.ts', [ '@wordpress/hooks', '@wordpress/i18n' ] ],
		[
			'react/index.ts',
			[
				'@wordpress/components',
				'@wordpress/element',
				'@wordpress/hooks',
				'@wordpress/i18n',
				'react/jsx-runtime',
			],
		],
	] )(
		'needs with %s no more than WordPress brings',
		async ( entry, expected ) => {
			const { metafile } = await build( {
				entryPoints: [
					fileURLToPath( new URL( entry, import.meta.url ) ),
				],
				bundle: true,
				write: false,
				metafile: true,
				format: 'esm',
				jsx: 'automatic',
				packages: 'external',
			} );
			const imports = Object.values( metafile.outputs ).flatMap(
				( output ) => output.imports.map( ( { path } ) => path )
			);
			expect( [ ...new Set( imports ) ].sort() ).toEqual( expected );
		}
	);
} );
