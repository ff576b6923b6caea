import { describe, expect, it } from 'vitest';
import { AbstractProvider } from '../../src/abstract-provider';
import { ConfigFieldBuilder } from '../../src/config-field-builder';
import { AetherError } from '../../src/errors';
import { FaultyTarget } from '../faulty-target';
import { MemoryBackend, MemoryTarget } from '../memory-target';
import { checkLaw, checkLaws, TARGET_LAWS } from '.';
import { PROVIDER_LAWS } from './provider-laws';
import type {
	DeploymentManifest,
	DeploymentTarget,
	FinalizeOptions,
	OperationOptions,
	PublishFile,
	PutOptions,
	TargetPath,
} from '../../src/types';
import type { MemoryTargetOptions } from '../memory-target';

class ShowsEarly extends FaultyTarget {
	override readonly atomic = true;
	constructor( options: MemoryTargetOptions ) {
		super( new MemoryTarget( { ...options, atomic: false } ) );
	}
}

class Forgetful extends MemoryTarget {
	override async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	) {
		await super.prepare( manifest, options );
		return {
			uploads: [ ...manifest.files.keys() ].map( ( path ) => ( {
				path,
				reason: 'new' as const,
			} ) ),
			removals: [],
			unchanged: 0,
		};
	}
}

class PreparesInPublic extends MemoryTarget {
	override async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	) {
		const plan = await super.prepare( manifest, options );
		const live = new Map( this.backend.live );
		plan.removals.forEach( ( path ) => live.delete( path ) );
		this.backend.live = live;
		return plan;
	}
}

class NeverRemoves extends MemoryTarget {
	override async finalize( options: FinalizeOptions ) {
		const before = this.backend.live;
		const receipt = await super.finalize( options );
		this.backend.live = new Map( [ ...before, ...this.backend.live ] );
		return receipt;
	}
}

class ClaimsForeignFiles extends MemoryTarget {
	override async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	) {
		const plan = await super.prepare( manifest, options );
		const others = [ ...this.backend.read().keys() ].filter(
			( path ) => ! manifest.files.has( path as TargetPath )
		);
		return { ...plan, removals: others as TargetPath[] };
	}
}

class DeafToSignals extends MemoryTarget {
	override put( file: PublishFile, options: PutOptions ) {
		return super.put( file, {
			...options,
			signal: new AbortController().signal,
		} );
	}
}

class FirstPutWins extends MemoryTarget {
	readonly #seen = new Set< string >();
	override async put( file: PublishFile, options: PutOptions ) {
		if ( ! this.#seen.has( file.path ) ) {
			this.#seen.add( file.path );
			await super.put( file, options );
		}
	}
}

class FinalizesHalf extends MemoryTarget {
	override finalize( options: FinalizeOptions ) {
		return super.finalize( options ).catch( ( error: unknown ) => {
			options.signal.throwIfAborted();
			if ( AetherError.isInstance( error ) ) {
				return {};
			}
			throw error;
		} );
	}
}

class DiscardsOnce extends MemoryTarget {
	#isDiscarded = false;
	override async discard() {
		if ( this.#isDiscarded ) {
			throw new Error( 'discarded already' );
		}
		this.#isDiscarded = true;
		await super.discard();
	}
}

class DiscardTakesDown extends MemoryTarget {
	override async discard() {
		this.backend.live = new Map();
		await super.discard();
	}
}

class LosesPercents extends MemoryTarget {
	override put( file: PublishFile, options: PutOptions ) {
		return super.put(
			{
				...file,
				path: decodeLoosely( file.path ) as TargetPath,
			},
			options
		);
	}
}

class ActivatesAnything extends MemoryTarget {
	override activateRelease( id: string, options: FinalizeOptions ) {
		return super.activateRelease( id, options ).catch( () => {
			this.backend.live = new Map();
			return {};
		} );
	}
}

class SpoilsTypes extends MemoryTarget {
	override put( file: PublishFile, options: PutOptions ) {
		return super.put(
			{ ...file, contentType: 'application/octet-stream' },
			options
		);
	}
}

function decodeLoosely( path: string ): string {
	try {
		return decodeURIComponent( path );
	} catch {
		return path;
	}
}

const subjectFor = (
	targetClass: new ( options: MemoryTargetOptions ) => DeploymentTarget
) => {
	const backend = new MemoryBackend();
	return {
		createTarget: () => new targetClass( { backend } ),
		readBackend: () => backend.read(),
		putForeign: ( path: string, body: Uint8Array ) =>
			backend.putForeign( path, body ),
	};
};

describe( 'The conformance kit', () => {
	it( 'finds nothing wrong with a correct target', async () => {
		const reports = await checkLaws( () => subjectFor( MemoryTarget ) );
		expect( reports.length ).toBeGreaterThanOrEqual( 17 );
		expect(
			reports.filter( ( { violation } ) => violation !== null )
		).toEqual( [] );
	} );

	it.each( [
		[ 'shows files before finalize()', 'atomic', ShowsEarly ],
		[ 'sends everything every time', 'unchanged', Forgetful ],
		[ 'removes while it plans', 'dry-run', PreparesInPublic ],
		[ 'never removes a file', 'removals', NeverRemoves ],
		[
			'plans to remove the files of others',
			'only-ours',
			ClaimsForeignFiles,
		],
		[ 'ignores the signal', 'abort-before', DeafToSignals ],
		[ 'ignores an abort on the way', 'abort-during', DeafToSignals ],
		[ 'keeps the first of two', 'last-wins', FirstPutWins ],
		[ 'finalizes with a file missing', 'complete', FinalizesHalf ],
		[ 'can be discarded only once', 'discard', DiscardsOnce ],
		[
			'takes the site down with discard()',
			'abort-after',
			DiscardTakesDown,
		],
		[ 'decodes paths', 'paths', LosesPercents ],
		[ 'activates what is not there', 'unknown-release', ActivatesAnything ],
		[ 'loses content types', 'bytes', SpoilsTypes ],
	] )(
		'catches a target that %s by the law "%s"',
		async ( _, id, broken ) => {
			const reports = await checkLaws( () => subjectFor( broken ) );
			const caught = reports.find( ( { law } ) => law.id === id );
			expect( caught?.violation?.message ).toMatch(
				/^Law: .+\nFound: .+\nWhy it matters: .+/
			);
		}
	);

	it( 'has a name of its own for each law', () => {
		expect( new Set( TARGET_LAWS.map( ( { id } ) => id ) ).size ).toBe(
			TARGET_LAWS.length
		);
	} );
} );

describe( 'The laws of errors', () => {
	const lawOf = ( id: string ) => {
		const law = TARGET_LAWS.find( ( known ) => known.id === id );
		if ( law === undefined ) {
			throw new Error( `There is no law ${ id }.` );
		}
		return law;
	};
	const failing = ( error: ( status: number ) => unknown ) => {
		let current: number | null = null;
		const backend = new MemoryBackend();
		class Failing extends MemoryTarget {
			override async prepare(
				manifest: DeploymentManifest,
				options: OperationOptions
			) {
				if ( current !== null ) {
					throw error( current );
				}
				return super.prepare( manifest, options );
			}
		}
		return {
			createTarget: () => new Failing( { backend } ),
			readBackend: () => backend.read(),
			answerWith: ( status: number | null ) => {
				current = status;
			},
			secrets: { values: [ 'hunter2' ], readLog: () => '' },
		};
	};

	it( 'catch a target that calls everything a remote failure', async () => {
		await expect(
			checkLaw(
				lawOf( 'errors' ),
				failing( () => new AetherError( 'remote_failed', 'no' ) )
			)
		).rejects.toThrow( /status 401 became AetherError: no/ );
	} );

	it( 'catch a secret in the cause of an error', async () => {
		await expect(
			checkLaw(
				lawOf( 'secrets' ),
				failing(
					() =>
						new AetherError( 'auth_failed', 'no', {
							cause: new Error( 'Bearer hunter2' ),
						} )
				)
			)
		).rejects.toThrow( /a secret stands in an error/ );
	} );
} );

describe( 'The laws of providers', () => {
	class Correct extends AbstractProvider {
		override getSupportedDeploymentTypes() {
			return [ 'static_site' ];
		}
		override getProviderSpecificConfigFields() {
			return [ ConfigFieldBuilder.text( 'bucket' ).required() ];
		}
		override uploadFile() {}
	}
	class NoTypes extends Correct {
		override getSupportedDeploymentTypes(): string[] {
			return [];
		}
	}
	class BadSecret extends Correct {
		override getProviderSpecificConfigFields() {
			return [ ConfigFieldBuilder.password( 'key' ).default( 'x' ) ];
		}
	}
	class Lenient extends Correct {
		override validateConfig() {
			return [];
		}
	}
	class NoTarget extends AbstractProvider {
		override getSupportedDeploymentTypes() {
			return [ 'static_site' ];
		}
	}
	const violated = async ( providerClass: typeof Correct ) => {
		const broken: string[] = [];
		for ( const law of PROVIDER_LAWS ) {
			await checkLaw( law, {
				id: 'my-cloud',
				providerClass,
				config: { bucket: 'site' },
			} ).catch( () => broken.push( law.id ) );
		}
		return broken;
	};

	it.each( [
		[ 'nothing wrong', Correct, [] ],
		[ 'no deployment type', NoTypes, [ 'metadata', 'fields' ] ],
		[ 'a default for a secret', BadSecret, [ 'fields' ] ],
		[ 'a check that accepts all', Lenient, [ 'config' ] ],
		[ 'nothing that sends', NoTarget as typeof Correct, [ 'targets' ] ],
	] )( 'judge a provider with %s', async ( _, providerClass, broken ) => {
		expect( await violated( providerClass ) ).toEqual( broken );
	} );
} );
