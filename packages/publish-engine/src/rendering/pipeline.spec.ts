import { describe, expect, it } from 'vitest';
import { runPipeline } from './pipeline';

const numbers = ( count: number ) => {
	let next = 0;
	return () => ( next < count ? next++ : undefined );
};

describe( 'runPipeline', () => {
	it( 'loads and processes every item', async () => {
		const processed: number[] = [];
		await runPipeline( {
			concurrency: () => 3,
			take: numbers( 20 ),
			load: async ( item ) => item * 10,
			process: async ( _item, loaded ) => {
				processed.push( loaded );
			},
		} );
		expect( processed ).toHaveLength( 20 );
		expect( new Set( processed ).size ).toBe( 20 );
	} );

	it( 'ends at once when there is nothing to do', async () => {
		await expect(
			runPipeline( {
				concurrency: () => 3,
				take: () => undefined,
				load: async () => 1,
				process: async () => {},
			} )
		).resolves.toBeUndefined();
	} );

	it( 'takes what processing finds, also after the queue was empty', async () => {
		const queue = [ 1 ];
		const processed: number[] = [];
		await runPipeline( {
			concurrency: () => 4,
			take: () => queue.shift(),
			load: async ( item ) => item,
			process: async ( item ) => {
				processed.push( item );
				if ( item < 30 ) {
					queue.push( item + 1 );
				}
			},
		} );
		expect( processed ).toHaveLength( 30 );
	} );

	it( 'keeps no more loads in flight than allowed, and no more bodies in hand than twice that', async () => {
		let loading = 0;
		let inHand = 0;
		let mostLoading = 0;
		let mostInHand = 0;
		await runPipeline( {
			concurrency: () => 2,
			take: numbers( 40 ),
			load: async () => {
				mostLoading = Math.max( mostLoading, ++loading );
				mostInHand = Math.max( mostInHand, ++inHand );
				await Promise.resolve();
				loading--;
			},
			process: async () => {
				for ( let turn = 0; turn < 50; turn++ ) {
					await Promise.resolve();
				}
				inHand--;
			},
		} );
		expect( mostLoading ).toBe( 2 );
		expect( mostInHand ).toBe( 4 );
	} );

	it( 'loads the next while one is processed', async () => {
		const log: string[] = [];
		let release = () => {};
		const secondIsLoading = new Promise< void >( ( resolve ) => {
			release = resolve;
		} );
		await runPipeline( {
			concurrency: () => 1,
			take: numbers( 2 ),
			load: async ( item ) => {
				log.push( `load ${ item }` );
				if ( item === 1 ) {
					release();
				}
			},
			process: async ( item ) => {
				if ( item === 0 ) {
					await secondIsLoading;
				}
				log.push( `process ${ item }` );
			},
		} );
		expect( log.indexOf( 'load 1' ) ).toBeLessThan(
			log.indexOf( 'process 0' )
		);
	} );

	it.each( [ 'load', 'process' ] as const )(
		'takes nothing further when a %s fails, and rejects when the others have settled',
		async ( stage ) => {
			let taken = 0;
			let settled = 0;
			const failAt = ( name: string, item: number ) => {
				if ( name === stage && item === 1 ) {
					throw new Error( `${ name } failed` );
				}
			};
			const running = runPipeline( {
				concurrency: () => 3,
				take: () => ( taken < 100 ? taken++ : undefined ),
				load: async ( item ) => {
					await Promise.resolve();
					failAt( 'load', item );
				},
				process: async ( item ) => {
					await Promise.resolve();
					failAt( 'process', item );
					settled++;
				},
			} );
			await expect( running ).rejects.toThrow( `${ stage } failed` );
			expect( taken ).toBeLessThan( 12 );
			expect( settled ).toBe( taken - 1 );
		}
	);
} );
