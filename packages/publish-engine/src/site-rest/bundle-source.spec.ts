import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { packEnvelope } from '../relay/envelope';
import { createBundleSource } from './bundle-source';

const { signal } = new AbortController();

const files = ( sizes: readonly number[] ) =>
	sizes.map( ( size, index ) => ( { path: `file-${ index }`, size } ) );

/** Waits take no time. */
const instantClock = { now: () => 0, sleep: async () => {} };

const answering = ( head: object, body: string ) =>
	createBundleSource(
		async () => new Response( packEnvelope( head, new Blob( [ body ] ) ) ),
		instantClock
	);

describe( 'createRestBundleSource', () => {
	it( 'takes an answer with many files apart', async () => {
		const read = await answering(
			{ files: files( [ 3, 0, 2 ] ) },
			'abcde'
		).readFiles( [ 'file-0', 'file-1', 'file-2' ], { signal } );
		expect(
			[ ...read ].map( ( [ path, body ] ) => [
				path,
				new TextDecoder().decode( body ),
			] )
		).toEqual( [
			[ 'file-0', 'abc' ],
			[ 'file-1', '' ],
			[ 'file-2', 'de' ],
		] );
	} );

	it.each( [
		[ 'fewer bytes than announced', [ 3, 3 ], 'abcde' ],
		[ 'more bytes than announced', [ 3 ], 'abcde' ],
		[ 'no file', [], '' ],
	] )( 'refuses an answer with %s', async ( _, sizes, body ) => {
		await expect(
			answering( { files: files( sizes ) }, body ).readFiles(
				[ 'file-0' ],
				{ signal }
			)
		).rejects.toMatchObject( { code: 'remote_failed' } );
	} );

	it.each( [ 'findMedia', 'listCode', 'readFiles' ] as const )(
		'asks again where %s failed for now',
		async ( question ) => {
			let failures = 2;
			const source = createBundleSource( async ( path ) => {
				if ( failures-- > 0 ) {
					return new Response( null, { status: 503 } );
				}
				return path.endsWith( '/files' )
					? new Response(
							packEnvelope(
								{ files: files( [ 1 ] ) },
								new Blob( [ 'a' ] )
							)
						)
					: Response.json( {
							items: [],
							files: [],
							missing: [],
							next: null,
						} );
			}, instantClock );
			const answer = {
				findMedia: () =>
					source.findMedia(
						{ ids: [ 1 ], hints: [], parents: [], paths: [] },
						{ signal }
					),
				listCode: () => source.listCode( { signal } ),
				readFiles: () => source.readFiles( [ 'file-0' ], { signal } ),
			}[ question ]();
			await expect( answer ).resolves.toBeDefined();
			expect( failures ).toBe( -1 );
		}
	);

	it( 'puts the programs together from portions of whole packages', async () => {
		const item = ( name: string, origin: string, more: object = {} ) => ( {
			package: name,
			plugin: null,
			origin,
			release: null,
			files: [],
			...more,
		} );
		const file = {
			package: 'themes/plain',
			path: 'themes/plain/a',
			size: 1,
		};
		const release = { slug: 'known', version: '1.2' };
		const portions = [
			{
				items: [
					item( 'plugins/changed', 'not_directory', {
						plugin: 'changed/main.php',
					} ),
					item( 'plugins/gone', 'missing' ),
				],
				next: 'x',
			},
			{
				items: [
					item( 'plugins/known', 'directory', { release } ),
					item( 'themes/plain', 'disk', { files: [ file ] } ),
				],
				next: null,
			},
		];
		const asked: string[] = [];
		const source = createBundleSource( async ( path ) => {
			asked.push( path );
			return Response.json( portions[ asked.length - 1 ] );
		}, instantClock );
		expect( await source.listCode( { signal } ) ).toEqual( {
			files: [ file ],
			fromDirectory: [ release ],
			notFromDirectory: [ 'changed/main.php' ],
			missing: [ 'plugins/gone' ],
		} );
		expect( asked ).toEqual( [
			'aether/v1/bundle/code?per_page=20',
			'aether/v1/bundle/code?per_page=20&cursor=x',
		] );
	} );

	it( 'reads content portion by portion, and says what WordPress says', async () => {
		const asked: string[] = [];
		const source = createBundleSource( async ( path ) => {
			asked.push( path );
			if ( asked.length === 3 ) {
				return Response.json(
					{ code: 'aether_permission_denied', message: 'No.' },
					{ status: 403 }
				);
			}
			return Response.json( {
				items: [ path ],
				next: `a/${ asked.length }`,
			} );
		}, new ManualClock() );
		const seen: string[] = [];
		await expect( async () => {
			for await ( const line of source.listContent( { signal } ) ) {
				seen.push( line );
			}
		} ).rejects.toMatchObject( { code: 'permission_denied' } );
		expect( seen ).toEqual( [
			'aether/v1/bundle/content?per_page=100',
			'aether/v1/bundle/content?per_page=100&cursor=a%2F1',
		] );
	} );

	it.each( [
		[ undefined, '', {} ],
		[ 'all' as const, '&post_types=all', { post_types: [ 'all' ] } ],
		[
			{ postTypes: [ 'page', 'book' ], entries: [ 4, 12 ] },
			'&post_types=page%2Cbook&entries=4%2C12',
			{ post_types: [ 'page', 'book' ], entries: [ 4, 12 ] },
		],
	] )(
		'asks for the content and the media of the choice %j',
		async ( choice, query, parameters ) => {
			const asked: unknown[] = [];
			const source = createBundleSource( async ( path, init ) => {
				asked.push(
					init?.body ? JSON.parse( String( init.body ) ) : path
				);
				return Response.json( { items: [], files: [], next: null } );
			}, new ManualClock() );
			for await ( const line of source.listContent( {
				choice,
				signal,
			} ) ) {
				throw new Error( line );
			}
			const references = {
				ids: [ 1 ],
				hints: [],
				parents: [],
				paths: [],
			};
			await source.findMedia( references, { choice, signal } );
			expect( asked ).toEqual( [
				`aether/v1/bundle/content?per_page=100${ query }`,
				{ ...references, ...parameters },
			] );
		}
	);
} );
