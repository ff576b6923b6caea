import { beforeEach, describe, it } from 'vitest';
import { checkLaw, TARGET_LAWS } from './laws';
import { PROVIDER_LAWS } from './laws/provider-laws';
import type { TargetUnderTest } from './laws/law';
import type { ProviderUnderTest } from './laws/provider-laws';

/** A law publishes up to one batch and one file; over a real account that takes its time. */
const DEFAULT_TIMEOUT_MS = 60_000;

export interface DeploymentTargetSuite extends TargetUnderTest {
	/** Opens every test name: `R2 target`. */
	readonly name: string;
	/** Makes the place empty, as before the first publish. Called before each law. */
	readonly reset: () => Promise< void > | void;
	/** Per law, in milliseconds. Default: one minute. */
	readonly timeoutMs?: number;
}

/**
 * Registers one vitest test for each law that a deployment target keeps. This is the definition of a target: one that
 * passes works with the engine.
 *
 * ```ts
 * let backend = new MyFakeServer();
 * testDeploymentTarget( {
 *     name: 'My cloud',
 *     reset: () => { backend = new MyFakeServer(); },
 *     createTarget: () => provider.createTarget( 'static_site', runtimeFor( backend ), { signal } ),
 *     readBackend: () => backend.files,
 *     putForeign: ( path, body ) => backend.put( path, body ),
 *     answerWith: ( status ) => backend.answerWith( status ),
 * } );
 * ```
 *
 * Laws whose means are left out (`putForeign`, `answerWith`, `secrets`) are not registered: bring them all.
 *
 * @param suite
 */
export function testDeploymentTarget( suite: DeploymentTargetSuite ): void {
	describe( `${ suite.name } is a deployment target that`, () => {
		beforeEach( () => suite.reset() );
		const laws = TARGET_LAWS.filter(
			( law ) => law.appliesTo?.( suite ) !== false
		);
		for ( const law of laws ) {
			it(
				law.title,
				() => checkLaw( law, suite ),
				suite.timeoutMs ?? DEFAULT_TIMEOUT_MS
			);
		}
	} );
}

export interface ProviderSuite extends ProviderUnderTest {
	/** Opens every test name; default: the id. */
	readonly name?: string;
}

/**
 * Registers one vitest test for each law that a provider keeps before the first file is sent. Its targets have laws of
 * their own: `testDeploymentTarget()`.
 *
 * @param suite
 */
export function testProvider( suite: ProviderSuite ): void {
	describe( `${ suite.name ?? suite.id } is a provider that`, () => {
		for ( const law of PROVIDER_LAWS ) {
			it( law.title, () => checkLaw( law, suite ) );
		}
	} );
}
