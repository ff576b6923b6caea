import { ManualClock } from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { packEnvelope } from '../relay/envelope';
import { createBundleSource } from './bundle-source';

const { signal } = new AbortController();

const files = ( sizes: readonly number[] ) =>
	sizes.map( ( size, index ) => ( { path: `file-${ index }`, size } ) );

const answering = ( head: object, body: string ) =>
	createBundleSource(
		async () => new Response( packEnvelope( head, new Blob( [ body ] ) ) ),
		new ManualClock()
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
			const references = { ids: [ 1 ], paths: [] };
			await source.findMedia( references, { choice, signal } );
			expect( asked ).toEqual( [
				`aether/v1/bundle/content?per_page=100${ query }`,
				{ ...references, ...parameters },
			] );
		}
	);
} );
