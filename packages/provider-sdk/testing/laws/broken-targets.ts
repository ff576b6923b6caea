import { AetherError } from '../../src/errors';
import { FaultyTarget } from '../faulty-target';
import { MemoryBackend, MemoryTarget } from '../memory-target';
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
import type { TargetUnderTest } from './law';

/*
 * Targets with one fault each, as people write them.
 */

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

class OmitsTheSlash extends MemoryTarget {
	constructor( options: MemoryTargetOptions ) {
		super( { ...options, baseUrl: 'https://memory.test' } );
	}
}

class CallsEverythingNew extends MemoryTarget {
	override async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	) {
		const plan = await super.prepare( manifest, options );
		return {
			...plan,
			uploads: plan.uploads.map( ( { path } ) => ( {
				path,
				reason: 'new' as const,
			} ) ),
		};
	}
}

class KeepsSpentBodies extends MemoryTarget {
	readonly #bodies = new Map< string, Promise< Blob > >();
	override put( file: PublishFile, options: PutOptions ) {
		return super.put(
			{
				...file,
				open: () => {
					const body = this.#bodies.get( file.path ) ?? file.open();
					this.#bodies.set( file.path, body );
					return body;
				},
			},
			options
		);
	}
}

const PAGE = 100;

class ReadsOnePage extends MemoryTarget {
	override async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	) {
		const beyond = new Set( [ ...this.backend.live.keys() ].slice( PAGE ) );
		const plan = await super.prepare( manifest, options );
		const unseen = [ ...manifest.files.keys() ]
			.filter( ( path ) => beyond.has( path ) )
			.map( ( path ) => ( { path, reason: 'new' as const } ) );
		return {
			...plan,
			uploads: [ ...plan.uploads, ...unseen ],
			unchanged: plan.unchanged - unseen.length,
		};
	}
}

class ListsOldestFirst extends MemoryTarget {
	override async listReleases( options: OperationOptions ) {
		return [ ...( await super.listReleases( options ) ) ].reverse();
	}
}

function decodeLoosely( path: string ): string {
	try {
		return decodeURIComponent( path );
	} catch {
		return path;
	}
}

type TargetClass = new ( options: MemoryTargetOptions ) => DeploymentTarget;

const inMemory =
	( targetClass: TargetClass ): ( () => TargetUnderTest ) =>
	() => {
		const backend = new MemoryBackend();
		return {
			createTarget: () => new targetClass( { backend } ),
			readBackend: () => backend.read(),
			putForeign: ( path, body ) => backend.putForeign( path, body ),
		};
	};

/**
 * Of a target whose host may answer with a status; what its errors say is all that is wrong with it.
 * @param errorFor
 */
const answering =
	(
		errorFor: ( status: number ) => AetherError
	): ( () => TargetUnderTest ) =>
	() => {
		const backend = new MemoryBackend();
		let current: number | null = null;
		class Answering extends MemoryTarget {
			override async prepare(
				manifest: DeploymentManifest,
				options: OperationOptions
			) {
				if ( current !== null ) {
					throw errorFor( current );
				}
				return super.prepare( manifest, options );
			}
		}
		return {
			createTarget: () => new Answering( { backend } ),
			readBackend: () => backend.read(),
			answerWith: ( status ) => {
				current = status;
			},
			secrets: { values: [ SECRET ], readLog: () => '' },
		};
	};

const SECRET = 'hunter2';

/** What is wrong with it, the id of the law that it breaks, and how to make one with an empty place behind it. */
export const BROKEN_TARGETS: readonly ( readonly [
	fault: string,
	lawId: string,
	createSubject: () => TargetUnderTest,
] )[] = [
	[ 'loses content types', 'bytes', inMemory( SpoilsTypes ) ],
	[ 'omits the slash of its address', 'address', inMemory( OmitsTheSlash ) ],
	[ 'shows files before finalize()', 'atomic', inMemory( ShowsEarly ) ],
	[ 'keeps the first of two', 'last-wins', inMemory( FirstPutWins ) ],
	[ 'finalizes with a file missing', 'complete', inMemory( FinalizesHalf ) ],
	[ 'removes while it plans', 'dry-run', inMemory( PreparesInPublic ) ],
	[ 'sends everything every time', 'unchanged', inMemory( Forgetful ) ],
	[ 'calls every change new', 'changes', inMemory( CallsEverythingNew ) ],
	[ 'never removes a file', 'removals', inMemory( NeverRemoves ) ],
	[
		'plans to remove the files of others',
		'only-ours',
		inMemory( ClaimsForeignFiles ),
	],
	[ 'decodes paths', 'paths', inMemory( LosesPercents ) ],
	[
		'takes what its host refuses',
		'paths',
		() => ( {
			...inMemory( MemoryTarget )(),
			refusesPath: ( path ) => path.includes( '#' ),
		} ),
	],
	[
		'reads one page of what is there',
		'batches',
		() => ( { ...inMemory( ReadsOnePage )(), batchSize: PAGE } ),
	],
	[ 'ignores the signal', 'abort-before', inMemory( DeafToSignals ) ],
	[
		'ignores an abort on the way',
		'abort-during',
		inMemory( DeafToSignals ),
	],
	[
		'takes the site down with discard()',
		'abort-after',
		inMemory( DiscardTakesDown ),
	],
	[ 'can be discarded only once', 'discard', inMemory( DiscardsOnce ) ],
	[ 'sends a spent body again', 'retry', inMemory( KeepsSpentBodies ) ],
	[
		'calls everything a remote failure',
		'errors',
		answering( () => new AetherError( 'remote_failed', 'no' ) ),
	],
	[
		'puts a secret into the cause of an error',
		'secrets',
		answering(
			() =>
				new AetherError( 'auth_failed', 'no', {
					cause: new Error( `Bearer ${ SECRET }` ),
				} )
		),
	],
	[
		'lists its releases oldest first',
		'rollback',
		inMemory( ListsOldestFirst ),
	],
	[
		'activates what is not there',
		'unknown-release',
		inMemory( ActivatesAnything ),
	],
];
