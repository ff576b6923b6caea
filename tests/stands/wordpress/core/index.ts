import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log, WordPressVersion } from '../types';
import { coreFromDebian } from './debian';
import { coreFromWordPressOrg } from './wordpress-org';

/** A way to obtain WordPress: fills `destination`, or throws with the reason why it cannot. */
export interface CoreSource {
	readonly name: string;
	readonly obtain: (
		version: WordPressVersion,
		destination: string,
		options: { readonly signal?: AbortSignal; readonly log: Log }
	) => Promise< void >;
}

/** In the order in which they are tried. */
export const CORE_SOURCES: readonly CoreSource[] = [
	coreFromWordPressOrg,
	coreFromDebian,
];

export interface CoreOptions {
	/** Holds one directory per version. */
	readonly cache: string;
	/** A WordPress tree that is taken as it is, whatever its version. */
	readonly explicit?: string | undefined;
	readonly sources?: readonly CoreSource[];
	readonly signal?: AbortSignal;
	readonly log?: Log;
}

/**
 * The release in a WordPress tree, `7.1.4` say.
 *
 * @param directory A tree, or anything else.
 * @return `null` when it is no WordPress.
 */
export async function releaseOf( directory: string ): Promise< string | null > {
	try {
		const source = await readFile(
			join( directory, 'wp-includes/version.php' ),
			'utf8'
		);
		return /^\$wp_version = '([^']+)';/m.exec( source )?.[ 1 ] ?? null;
	} catch {
		return null;
	}
}

const isRelease = (
	release: string | null,
	version: WordPressVersion
): boolean =>
	release === version || release?.startsWith( `${ version }.` ) === true;

const reason = ( error: unknown ): string =>
	error instanceof Error ? error.message : String( error );

/**
 * Finds or fetches an untouched WordPress tree. Nobody may write to it: stands copy it.
 *
 * @param  version The release series.
 * @param  options Where to look and where to keep.
 * @return Its path.
 * @throws {Error} That lists every attempt, why it failed and what to do.
 */
export async function wordPressCore(
	version: WordPressVersion,
	options: CoreOptions
): Promise< string > {
	const { cache, explicit, signal, log = () => {} } = options;
	if ( explicit ) {
		const release = await releaseOf( explicit );
		if ( release === null ) {
			throw new Error(
				`AETHER_WORDPRESS_CORE names ${ explicit }, which holds no WordPress. Name a directory with wp-includes/version.php in it, or unset the variable.`
			);
		}
		log(
			`WordPress ${ release } from ${ explicit } (AETHER_WORDPRESS_CORE)`
		);
		return explicit;
	}

	const kept = join( cache, version );
	const release = await releaseOf( kept );
	if ( isRelease( release, version ) ) {
		log( `WordPress ${ release } from the cache` );
		return kept;
	}

	const attempts: string[] = [
		`cache: ${
			( await exists( kept ) )
				? `${ kept } is no WordPress ${ version }`
				: `${ kept } does not exist`
		}`,
	];
	for ( const source of options.sources ?? CORE_SOURCES ) {
		signal?.throwIfAborted();
		log( `WordPress ${ version }: trying ${ source.name }` );
		try {
			await source.obtain( version, kept, {
				log,
				...( signal && { signal } ),
			} );
			const obtained = await releaseOf( kept );
			if ( ! isRelease( obtained, version ) ) {
				throw new Error( `gave WordPress ${ obtained ?? 'nothing' }` );
			}
			log( `WordPress ${ obtained } from ${ source.name }` );
			return kept;
		} catch ( error ) {
			signal?.throwIfAborted();
			log( `  ${ reason( error ) }` );
			attempts.push( `${ source.name }: ${ reason( error ) }` );
		}
	}
	throw new Error(
		[
			`No WordPress ${ version } could be obtained:`,
			...attempts.map( ( attempt ) => `  - ${ attempt }` ),
			`Unpack a WordPress ${ version } anywhere and set AETHER_WORDPRESS_CORE to its directory, or run again with a network.`,
		].join( '\n' )
	);
}

const exists = ( path: string ): Promise< boolean > =>
	stat( path ).then(
		() => true,
		() => false
	);
