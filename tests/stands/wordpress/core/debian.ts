import {
	cp,
	lstat,
	mkdir,
	mkdtemp,
	readFile,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WordPressVersion } from '../types';
import { openPrivateApt } from './apt';
import type { CoreSource } from './index';

/** The suites of Debian that carry a series, newest first. */
const SUITES: Readonly< Record< WordPressVersion, readonly string[] > > = {
	'7.1': [ 'sid', 'forky' ],
	6.8: [ 'trixie' ],
};

/** Debian takes these parts out of the package; a WordPress does not run without them. */
const PARTS = /^(?:libjs-.+|libphp-.+|php-getid3|wordpress-theme-[a-z0-9]+)$/;

const MACHINE_CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Undoes what Debian changes for a system-wide installation.
 *
 * @param root A tree in which links are followed already.
 */
async function restoreUpstream( root: string ): Promise< void > {
	const http = join( root, 'wp-includes/class-wp-http.php' );
	await writeFile(
		http,
		( await readFile( http, 'utf8' ) ).replaceAll(
			`'${ MACHINE_CERTIFICATES }'`,
			"ABSPATH . WPINC . '/certificates/ca-bundle.crt'"
		)
	);
	for ( const folder of [ '', 'plugins', 'themes', 'uploads' ] ) {
		const directory = join( root, 'wp-content', folder );
		await mkdir( directory, { recursive: true } );
		const index = join( directory, 'index.php' );
		if ( folder !== 'uploads' && ! existsSync( index ) ) {
			await writeFile( index, '<?php\n// Silence is golden.\n' );
		}
	}
}

async function fromSuite(
	suite: string,
	destination: string,
	signal: AbortSignal | undefined
): Promise< void > {
	await mkdir( dirname( destination ), { recursive: true } );
	const work = await mkdtemp( `${ destination }.new-` );
	try {
		const apt = await openPrivateApt( suite, work, signal );
		const parts = ( await apt.dependencies( 'wordpress' ) ).filter(
			( name ) => PARTS.test( name )
		);
		const unpacked = join( work, 'unpacked' );
		await mkdir( unpacked );
		await apt.unpack( [ 'wordpress', ...new Set( parts ) ], unpacked );

		const root = join( unpacked, 'usr/share/wordpress' );
		await rm( join( root, '.htaccess' ), { force: true } );
		await rm( join( root, 'wp-config.php' ), { force: true } );
		const bundle = join( root, 'wp-includes/certificates/ca-bundle.crt' );
		if ( ( await lstat( bundle ) ).isSymbolicLink() ) {
			await rm( bundle );
			await writeFile(
				bundle,
				await readFile( MACHINE_CERTIFICATES ).catch( () => '' )
			);
		}

		const tree = join( work, 'tree' );
		await cp( root, tree, { recursive: true, dereference: true } );
		await restoreUpstream( tree );
		await rm( destination, { recursive: true, force: true } );
		await rename( tree, destination );
	} finally {
		await rm( work, { recursive: true, force: true } );
	}
}

export const coreFromDebian: CoreSource = {
	name: "Debian's package wordpress",
	async obtain( version, destination, { signal, log } ) {
		const failures: string[] = [];
		for ( const suite of SUITES[ version ] ) {
			signal?.throwIfAborted();
			log( `  suite ${ suite }` );
			try {
				return await fromSuite( suite, destination, signal );
			} catch ( error ) {
				failures.push(
					`${ suite }: ${ ( error as Error ).message.trim() }`
				);
			}
		}
		throw new Error( failures.join( '; ' ) );
	},
};
