import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes. */
const MEDIAN_SIZE = 4096;
const LARGEST_SIZE = 64 * 1024;
/** Of the logarithm of a size: most files are between 2 and 8 KB. */
const SPREAD = 0.7;
const FILES_PER_FOLDER = 100;

/**
 * A generator whose numbers are the same in each run, from 0 to 1. Park and Miller's.
 * @param seed
 */
function createRandom( seed: number ): () => number {
	let state = seed;
	return () => {
		state = ( state * 48271 ) % 2147483647;
		return state / 2147483647;
	};
}

const normal = ( random: () => number ): number =>
	Math.sqrt( -2 * Math.log( random() ) ) * Math.cos( 2 * Math.PI * random() );

function textOf( size: number, random: () => number ): string {
	const words: string[] = [];
	for ( let length = 0; length < size; ) {
		const word = random().toString( 36 ).slice( 2 );
		words.push( word );
		length += word.length + 1;
	}
	return words.join( ' ' ).slice( 0, size );
}

/**
 * Writes pages whose sizes are spread as those of a site are; the same ones in each run.
 *
 * @param directory
 * @param count
 * @return Their paths, and their bytes in all.
 */
export async function writeSmallFiles(
	directory: string,
	count: number
): Promise< { readonly paths: readonly string[]; readonly bytes: number } > {
	const random = createRandom( 20261121 );
	const paths: string[] = [];
	let bytes = 0;
	for ( let index = 0; index < count; index++ ) {
		const size = Math.min(
			Math.round( MEDIAN_SIZE * Math.exp( SPREAD * normal( random ) ) ),
			LARGEST_SIZE
		);
		const path = join(
			directory,
			`${ Math.floor( index / FILES_PER_FOLDER ) }/${ index }/index.html`
		);
		await mkdir( dirname( path ), { recursive: true } );
		await writeFile( path, textOf( size, random ) );
		paths.push( path );
		bytes += size;
	}
	return { paths, bytes };
}
