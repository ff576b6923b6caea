import { getEventListeners } from 'node:events';
import {
	AetherError,
	type DeploymentTarget,
	type PublishFile,
} from '@aether/provider-sdk';
import {
	createTestFile,
	createTestManifest,
	FaultyTarget,
	ManualClock,
	MemoryTarget,
	recordingLogger,
} from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { until } from '../../testing';
import { type Deployment, deployToTarget } from './deploy-to-target';

interface Deploying {
	readonly running: Promise< Deployment >;
	readonly clock: ManualClock;
	readonly retries: ( readonly [ string, number, number ] )[];
	readonly progress: ( readonly [ number, number, number ] )[];
	readonly statuses: string[];
	readonly cancel: AbortController;
}

const tenFiles = () =>
	Promise.all(
		Array.from( { length: 10 }, ( _, index ) =>
			createTestFile( `page-${ index }.html`, `page ${ index }` )
		)
	);

async function deploy(
	target: DeploymentTarget | Promise< DeploymentTarget >,
	files?: readonly PublishFile[]
): Promise< Deploying > {
	const manifest = createTestManifest( files ?? ( await tenFiles() ) );
	const clock = new ManualClock();
	const cancel = new AbortController();
	const retries: Deploying[ 'retries' ] = [];
	const progress: Deploying[ 'progress' ] = [];
	const statuses: string[] = [];
	const running = deployToTarget( {
		createTarget: async () => target,
		manifestFor: async () => manifest,
		listener: {
			onPlan: () => {},
			onProgress: ( loaded, total, bytes, status ) => {
				progress.push( [ loaded, total, bytes ] );
				if ( status !== undefined ) {
					statuses.push( status );
				}
			},
			onRetry: ( path, attempt, delayMs ) =>
				retries.push( [ path, attempt, delayMs ] ),
		},
		clock,
		random: () => 1,
		logger: recordingLogger(),
		signal: cancel.signal,
	} );
	running.catch( () => {} ); // Each test looks at it in its own time.
	return { running, clock, retries, progress, statuses, cancel };
}

const sequence = ( target: FaultyTarget ) => [ ...new Set( target.calls ) ];

describe( 'deployToTarget', () => {
	it( 'prepares, puts every planned file and finalizes', async () => {
		const memory = new MemoryTarget();
		const target = new FaultyTarget( memory );
		const { running } = await deploy( target );
		await expect( running ).resolves.toMatchObject( {
			receipt: { url: 'https://memory.test/' },
			uploaded: 10,
			removed: 0,
			unchanged: 0,
			bytes: 60,
		} );
		expect( sequence( target ) ).toEqual( [
			'prepare',
			'put',
			'finalize',
		] );
		expect( memory.backend.read().size ).toBe( 10 );
	} );

	it.each( [ 'prepare', 'finalize' ] as const )(
		'repeats %s while its error says that this can help, and waits as long as it was asked to',
		async ( operation ) => {
			const target = new FaultyTarget( new MemoryTarget() )
				.on( operation, 1 )
				.fail(
					new AetherError( 'rate_limited', 'Slow down.', {
						retryAfterMs: 7_000,
					} )
				);
			const { running, clock } = await deploy( target );
			await until( () => clock.pending > 0 );
			await clock.advance( 6_999 );
			expect(
				target.calls.filter( ( call ) => call === operation )
			).toHaveLength( 1 );
			await clock.advance( 1 );
			await expect( running ).resolves.toMatchObject( { uploaded: 10 } );
		}
	);

	it( 'does not repeat what cannot help', async () => {
		const target = new FaultyTarget( new MemoryTarget() )
			.on( 'finalize', 1 )
			.fail( new AetherError( 'auth_failed', 'No.' ) );
		const { running } = await deploy( target );
		await expect( running ).rejects.toMatchObject( {
			code: 'auth_failed',
		} );
	} );

	it( 'uploads nothing the second time', async () => {
		const memory = new MemoryTarget();
		await (
			await deploy( memory )
		).running;
		const target = new FaultyTarget( memory );
		const { running } = await deploy( target );
		await expect( running ).resolves.toMatchObject( {
			uploaded: 0,
			unchanged: 10,
			bytes: 0,
		} );
		expect( target.calls ).toEqual( [ 'prepare', 'finalize' ] );
	} );

	it( 'removes what left the site', async () => {
		const memory = new MemoryTarget();
		const files = await tenFiles();
		await (
			await deploy( memory, files )
		).running;
		const { running } = await deploy( memory, files.slice( 1 ) );
		await expect( running ).resolves.toMatchObject( { removed: 1 } );
		expect( memory.backend.read().has( 'page-0.html' ) ).toBe( false );
	} );

	it( 'keeps no more puts in flight than the target allows', async () => {
		let inFlight = 0;
		let most = 0;
		const memory = new MemoryTarget( { maxConcurrency: 3 } );
		const put = memory.put.bind( memory );
		memory.put = async ( file, options ) => {
			most = Math.max( most, ++inFlight );
			await put( file, options );
			inFlight--;
		};
		await (
			await deploy( memory )
		).running;
		expect( most ).toBe( 3 );
	} );

	it( 'gives each put a signal of its own, so that hundreds leave no heap of listeners', async () => {
		const files = await Promise.all(
			Array.from( { length: 300 }, ( _, index ) =>
				createTestFile( `${ index }.html`, `${ index }` )
			)
		);
		const memory = new MemoryTarget( { maxConcurrency: files.length } );
		const put = memory.put.bind( memory );
		const signals = new Set< AbortSignal >();
		memory.put = async ( file, options ) => {
			signals.add( options.signal );
			await until( () => signals.size === files.length );
			await put( file, options );
		};
		const { running, cancel } = await deploy( memory, files );
		await until( () => signals.size === files.length );
		expect( getEventListeners( cancel.signal, 'abort' ) ).toHaveLength( 1 );
		for ( const signal of signals ) {
			expect(
				getEventListeners( signal, 'abort' ).length
			).toBeLessThanOrEqual( 2 );
		}
		expect( ( await running ).uploaded ).toBe( files.length );
	} );

	it( 'puts a file again that failed, and only that one', async () => {
		const target = new FaultyTarget( new MemoryTarget() )
			.on( 'put', 3 )
			.fail();
		const { running, clock, retries } = await deploy( target );
		await clock.run( running );
		expect( retries ).toEqual( [ [ 'page-2.html', 1, 500 ] ] );
		expect(
			target.calls.filter( ( call ) => call === 'put' )
		).toHaveLength( 11 );
	} );

	it( 'waits as long as the target asks for', async () => {
		const target = new FaultyTarget( new MemoryTarget() )
			.on( 'put', 1 )
			.fail(
				new AetherError( 'rate_limited', 'slow down', {
					retryAfterMs: 7300,
				} )
			);
		const { running, clock, retries } = await deploy( target );
		await clock.run( running );
		expect( retries ).toEqual( [ [ 'page-0.html', 1, 7300 ] ] );
		expect( clock.sleeps ).toEqual( [ 7300 ] );
	} );

	it( 'counts bytes that never fall, though an attempt begins again', async () => {
		const memory = new MemoryTarget( { maxConcurrency: 1 } );
		const put = memory.put.bind( memory );
		let isFirst = true;
		memory.put = async ( file, options ) => {
			options.onProgress?.( 300_000 );
			if ( isFirst ) {
				isFirst = false;
				throw new AetherError( 'network_failed', 'cut' );
			}
			await put( file, options );
		};
		const { running, clock, progress } = await deploy( memory, [
			await createTestFile( 'large.bin', 'x'.repeat( 400_000 ) ),
		] );
		const { bytes } = await clock.run( running );
		const counted = progress.map( ( [ , , sent ] ) => sent );
		expect( counted ).toEqual( [ ...counted ].sort( ( a, b ) => a - b ) );
		expect( bytes ).toBe( 400_000 );
	} );

	it( 'discards when a file fails for good, puts no further ones and throws its error', async () => {
		const target = new FaultyTarget(
			new MemoryTarget( { maxConcurrency: 1 } )
		)
			.on( 'put', 2 )
			.fail( new AetherError( 'quota_exceeded', 'full' ) );
		const { running } = await deploy( target );
		await expect( running ).rejects.toMatchObject( {
			code: 'quota_exceeded',
		} );
		expect( target.calls ).toEqual( [
			'prepare',
			'put',
			'put',
			'discard',
		] );
	} );

	it.each( [ 'prepare', 'put', 'finalize' ] as const )(
		'discards when %s fails',
		async ( operation ) => {
			const target = new FaultyTarget( new MemoryTarget() )
				.on( operation, 1, 100 )
				.fail( new AetherError( 'remote_rejected', 'no' ) );
			const { running } = await deploy( target );
			await expect( running ).rejects.toMatchObject( {
				code: 'remote_rejected',
			} );
			expect( target.calls.at( -1 ) ).toBe( 'discard' );
		}
	);

	it.each( [ 'prepare', 'put', 'finalize' ] as const )(
		'discards when it is cancelled during %s',
		async ( operation ) => {
			const clock = new ManualClock();
			const memory = new MemoryTarget();
			const target = new FaultyTarget( memory )
				.on( operation )
				.delay( 1000, clock );
			const { running, cancel } = await deploy( target );
			await until( () => clock.pending === 1 );
			cancel.abort();
			await expect( running ).rejects.toHaveProperty(
				'name',
				'AbortError'
			);
			expect( target.calls.at( -1 ) ).toBe( 'discard' );
			expect( memory.backend.read().size ).toBe( 0 );
		}
	);

	it( 'reports the first error though discard fails too', async () => {
		const target = new FaultyTarget( new MemoryTarget() )
			.on( 'prepare' )
			.fail( new AetherError( 'auth_failed', 'first' ) )
			.on( 'discard' )
			.fail();
		const { running } = await deploy( target );
		await expect( running ).rejects.toThrow( 'first' );
	} );

	it( 'does not wait for ever for a discard', async () => {
		const memory = new MemoryTarget();
		memory.discard = () => new Promise( () => {} );
		const target = new FaultyTarget( memory )
			.on( 'prepare' )
			.fail( new AetherError( 'auth_failed', 'no' ) );
		const { running, clock } = await deploy( target );
		await expect( clock.run( running ) ).rejects.toMatchObject( {
			code: 'auth_failed',
		} );
	} );

	it( 'discards a target that opens after the cancel', async () => {
		const target = new FaultyTarget( new MemoryTarget() );
		let open: ( opened: DeploymentTarget ) => void = () => {};
		const { running, cancel } = await deploy(
			new Promise< DeploymentTarget >( ( resolve ) => {
				open = resolve;
			} )
		);
		cancel.abort();
		await expect( running ).rejects.toHaveProperty( 'name', 'AbortError' );
		open( target );
		await until( () => target.calls.length > 0 );
		expect( target.calls ).toEqual( [ 'discard' ] );
	} );

	it( 'refuses a plan with a file that is not in the manifest', async () => {
		const memory = new MemoryTarget();
		const prepare = memory.prepare.bind( memory );
		const stray = await createTestFile( 'stray.html', '' );
		memory.prepare = async ( manifest, options ) => ( {
			...( await prepare( manifest, options ) ),
			uploads: [ { path: stray.path, reason: 'new' } ],
		} );
		const { running } = await deploy( memory );
		await expect( running ).rejects.toMatchObject( {
			code: 'contract_violated',
		} );
	} );

	it( 'tells what a target waits for while it finalizes', async () => {
		const memory = new MemoryTarget();
		const finalize = memory.finalize.bind( memory );
		memory.finalize = async ( options ) => {
			options.onStatus?.( 'Waiting for the pipeline' );
			return finalize( options );
		};
		const { running, statuses } = await deploy( memory );
		await running;
		expect( statuses ).toEqual( [ 'Waiting for the pipeline' ] );
	} );
} );
