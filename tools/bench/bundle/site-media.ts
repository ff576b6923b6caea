import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../publish-run';

const MEGABYTE = 1_000_000;
/** One file; random bytes are as hard to compress as a picture. */
const FILE_SIZE = 5 * MEGABYTE;
const FOLDER = '2026/bundle';

/** Lets everything travel, and writes down how much memory PHP took for each part of the bundle. */
const PLUGIN = `<?php
add_filter( 'aether_bundle_budget', static fn () => 2_000_000_000 );
add_action( 'shutdown', static function () {
	if ( str_contains( $_SERVER['REQUEST_URI'] ?? '', 'aether/v1/bundle' ) ) {
		file_put_contents( __DIR__ . '/peaks.txt', memory_get_peak_usage( true ) . "\\n", FILE_APPEND );
	}
} );
`;

export interface MediaOptions {
	readonly site: Site;
	/** The WordPress directory. */
	readonly directory: string;
	readonly megabytes: number;
}

/**
 * Puts media into the uploads folder, and a post that shows them.
 *
 * @param options
 * @param options.site
 * @param options.directory
 * @param options.megabytes
 * @return The file that lists PHP's peaks, a number of bytes per line.
 */
export async function addMedia( {
	site,
	directory,
	megabytes,
}: MediaOptions ): Promise< string > {
	const content = join( directory, 'wp-content' );
	const uploads = join( content, 'uploads', FOLDER );
	await mkdir( uploads, { recursive: true } );
	const images: string[] = [];
	for ( let left = megabytes * MEGABYTE; left > 0; left -= FILE_SIZE ) {
		const name = `${ images.length }.jpg`;
		await writeFile(
			join( uploads, name ),
			randomBytes( Math.min( FILE_SIZE, left ) )
		);
		images.push(
			`<img src="${ site.url }/wp-content/uploads/${ FOLDER }/${ name }" alt="">`
		);
	}
	const plugins = join( content, 'mu-plugins' );
	await mkdir( plugins, { recursive: true } );
	await writeFile( join( plugins, 'bundle-bench.php' ), PLUGIN );
	const response = await fetch( `${ site.url }/wp-json/wp/v2/posts`, {
		method: 'POST',
		headers: {
			Authorization: `Basic ${ btoa( `${ site.user }:${ site.applicationPassword }` ) }`,
			'Content-Type': 'application/json',
		},
		body: JSON.stringify( {
			title: 'Pictures',
			status: 'publish',
			content: images.join( '' ),
		} ),
	} );
	if ( ! response.ok ) {
		throw new Error(
			`The post with the media was answered with ${ response.status }: ${ ( await response.text() ).slice( 0, 500 ) }`
		);
	}
	return join( plugins, 'peaks.txt' );
}
