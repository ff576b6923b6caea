import { readFile } from 'node:fs/promises';
import { runAether } from '@aether/cli';
import { validateBlueprintDeclaration } from '@wp-playground/blueprints';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WordPressAccess, WordPressVersion } from '../stands/wordpress';
import { type SiteCopy, startCopy } from '../stands/wordpress/copy';
import { compareCopy, pagePaths } from './compare-copy';
import type { TalkingWordPress } from './wordpress';

/** Every page of a site, on a loaded machine. */
const LONGEST_READING_MS = 1_800_000;
const LONGEST_BOOT_MS = 600_000;

/**
 * Runs `aether bundle`, as a person would.
 *
 * @param site
 * @param parameters
 * @return What the command said.
 */
export async function runBundleCommand(
	site: Pick< WordPressAccess, 'url' | 'user' | 'applicationPassword' >,
	...parameters: readonly string[]
): Promise< string > {
	let said = '';
	const write = ( text: string ) => void ( said += text );
	const code = await runAether( [ 'bundle', ...parameters ], {
		stdout: { write },
		stderr: { write },
		env: {
			AETHER_URL: site.url,
			AETHER_USER: site.user,
			AETHER_PASSWORD: site.applicationPassword,
		},
		signal: new AbortController().signal,
	} );
	expect( code, said ).toBe( 0 );
	return said;
}

/**
 * Lists name an entry behind a password to everybody; a copy does not have it.
 *
 * @param site
 * @param status Of all of them, from now on.
 */
export const setProtectedEntries = async (
	site: Pick< TalkingWordPress, 'runPhp' >,
	status: 'draft' | 'publish'
): Promise< void > =>
	void ( await site.runPhp(
		`foreach ( get_posts( array( 'has_password' => true, 'post_type' => 'any', 'post_status' => array( 'draft', 'publish' ), 'numberposts' => -1 ) ) as $post ) {
			wp_update_post( array( 'ID' => $post->ID, 'post_status' => '${ status }' ) );
		}`
	) );

/**
 * What whoever opens a bundle sends with each request: they are let in as administrator.
 * @param copy
 */
async function administrator( copy: string ): Promise< HeadersInit > {
	const welcome = await fetch( `${ copy }/wp-admin/`, {
		redirect: 'manual',
	} );
	return {
		Cookie: welcome.headers
			.getSetCookie()
			.map( ( line ) => line.split( ';' )[ 0 ] )
			.join( '; ' ),
	};
}

/**
 * Opens the first page of a copy in its editor.
 * @param copy
 */
async function openEditor( copy: string ): Promise< Response > {
	const headers = await administrator( copy );
	const [ page ] = ( await (
		await fetch( `${ copy }/wp-json/wp/v2/pages?per_page=1`, { headers } )
	).json() ) as { readonly id: number }[];
	return fetch(
		`${ copy }/wp-admin/post.php?post=${ page?.id }&action=edit`,
		{
			headers,
			redirect: 'manual',
		}
	);
}

/** Each nth page, from one of the first n. */
export interface PageSample {
	readonly every: number;
	/** Counted from 0. */
	readonly from: number;
}

export interface CopyOptions {
	readonly source: () => TalkingWordPress;
	/** Path of the bundle; asked when everything before is ready. */
	readonly bundle: () => string;
	readonly version: WordPressVersion;
	/** Which pages are read; default: all. */
	readonly pages?: PageSample | undefined;
	/** Paths that are read in any case. */
	readonly always?: readonly string[];
	/** The least that the content has. */
	readonly leastPages: number;
	readonly leastImages: number;
}

/**
 * Boots the bundle of a site in a fresh WordPress, and holds the copy against the site. Its assertion step has passed
 * when it answers.
 *
 * @param options
 */
export function describeCopy( options: CopyOptions ): void {
	describe( 'opened in a fresh WordPress without a network', () => {
		let copy: SiteCopy;
		/** Before anybody looked at it. */
		let attempts: readonly string[];

		beforeAll( async () => {
			copy = await startCopy( options.bundle(), options.version );
			attempts = await copy.attempts();
		}, LONGEST_BOOT_MS );

		afterAll( async () => {
			await copy?.stop();
		} );

		it( 'was made from what the Playground calls a blueprint', async () => {
			const { files } = await JSZip.loadAsync(
				await readFile( options.bundle() )
			);
			const text = await files[ 'blueprint.json' ]?.async( 'text' );
			expect(
				await validateBlueprintDeclaration( JSON.parse( text ?? '' ) )
			).toMatchObject( { valid: true } );
		} );

		it( 'tries to reach nobody while it is made', () => {
			expect( attempts ).toEqual( [] );
		} );

		it(
			'reads and looks the same, with all its images',
			{ timeout: LONGEST_READING_MS },
			async () => {
				const source = options.source();
				const all = await pagePaths( source.rest );
				expect( all.length ).toBeGreaterThanOrEqual(
					options.leastPages
				);
				const { every, from } = options.pages ?? { every: 1, from: 0 };
				const { differences, images, styled } = await compareCopy(
					source.url,
					copy.url,
					[
						...new Set( [
							...all.filter(
								( _, index ) => index % every === from
							),
							...( options.always ?? [] ),
						] ),
					]
				);
				expect( differences ).toEqual( [] );
				expect( styled ).toBeGreaterThan( 0 );
				expect( images ).toBeGreaterThanOrEqual( options.leastImages );
			}
		);

		it( 'lets its visitor edit a page', async () => {
			const editor = await openEditor( copy.url );
			expect( editor.status ).toBe( 200 );
			expect( await editor.text() ).toContain(
				'wp.editPost.initializeEditor'
			);
		} );

		it( 'is kept from those whom WordPress asks for updates', async () => {
			await fetch(
				`${ copy.url }/wp-admin/update-core.php?force-check=1`,
				{
					headers: await administrator( copy.url ),
				}
			);
			expect( ( await copy.attempts() ).join( '\n' ) ).toContain(
				'api.wordpress.org'
			);
		} );
	} );
}
