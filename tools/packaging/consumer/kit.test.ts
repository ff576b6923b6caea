/**
 * The conformance kit in an author's own project: a right target, and one that forgets to remove files.
 */
import {
	MemoryBackend,
	MemoryTarget,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { AbstractProvider, type FinalizeOptions } from '@aether/provider-sdk';

class KeepsEverything extends MemoryTarget {
	override async finalize( options: FinalizeOptions ) {
		const before = this.backend.live;
		const receipt = await super.finalize( options );
		this.backend.live = new Map( [ ...before, ...this.backend.live ] );
		return receipt;
	}
}

let backend = new MemoryBackend();
for ( const [ name, targetClass ] of [
	[ 'Right', MemoryTarget ],
	[ 'Wrong', KeepsEverything ],
] as const ) {
	testDeploymentTarget( {
		name,
		reset: () => {
			backend = new MemoryBackend();
		},
		createTarget: () => new targetClass( { backend } ),
		readBackend: () => backend.read(),
		putForeign: ( path, body ) => backend.putForeign( path, body ),
	} );
}

class InMemory extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
	override async createTarget(
		...[ , , { signal } ]: Parameters< AbstractProvider[ 'createTarget' ] >
	) {
		signal.throwIfAborted();
		return new MemoryTarget();
	}
}

testProvider( { id: 'in-memory', providerClass: InMemory, config: {} } );
