import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../root';
import { phpFiles, runPhpCommand } from './php';

const never = new AbortController().signal;

/** Below the project, because PHP sees nothing else. */
let place: string;

beforeAll( async () => {
	await mkdir( join( ROOT, '.cache' ), { recursive: true } );
	place = relative( ROOT, await mkdtemp( join( ROOT, '.cache/php-' ) ) )
		.split( sep )
		.join( '/' );
	await mkdir( join( ROOT, place, 'node_modules' ) );
	for ( const [ name, code ] of Object.entries( {
		'new.php': '<?php final readonly class A {}',
		'fine.php':
			'<?php final class A { public function b(): int { return 1; } }',
		'twice.php': '<?php class A { function b() {} function b() {} }',
		'node_modules/broken.php': '<?php (',
		'page.html': '<?php (',
	} ) ) {
		await writeFile( join( ROOT, place, name ), code );
	}
} );

afterAll( () => rm( join( ROOT, place ), { recursive: true, force: true } ) );

const parsedBy81 = ( name: string ) =>
	runPhpCommand(
		'8.1',
		[ '/project/tools/testing/parse.php', `/project/${ place }/${ name }` ],
		never
	);

describe( 'the PHP check', { timeout: 60_000 }, () => {
	it( 'takes the PHP files of a folder, without its dependencies', async () => {
		expect( await phpFiles( [ place ] ) ).toEqual(
			[ 'fine.php', 'new.php', 'twice.php' ].map(
				( name ) => `/project/${ place }/${ name }`
			)
		);
	} );

	it( 'refuses what PHP 8.1 cannot read', async () => {
		expect( ( await parsedBy81( 'fine.php' ) ).code ).toBe( 0 );
		const { code, output } = await parsedBy81( 'new.php' );
		expect( code ).toBe( 1 );
		expect( output ).toContain( 'new.php on line 1' );
	} );

	it( 'refuses what PHP 8.3 cannot compile', async () => {
		const { code, output } = await runPhpCommand(
			'8.3',
			[ '-l', ...( await phpFiles( [ place ] ) ) ],
			never
		);
		expect( code ).not.toBe( 0 );
		expect( output ).toContain( 'Cannot redeclare A::b()' );
	} );
} );
