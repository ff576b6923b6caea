import {
	AetherError,
	type Clock,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type Logger,
	type TransferPlan,
} from '@aether/provider-sdk';
import { untilAborted } from '../async/abort';
import { retry, type RetryPolicy } from '../async/retry';
import type { DeploymentListener } from './deployment-listener';
import { putFiles } from './put-files';
import { safeReceipt } from './safe-receipt';

/** What one finished deployment did. */
export interface Deployment {
	readonly receipt: DeploymentReceipt;
	/** Numbers of files. */
	readonly uploaded: number;
	readonly removed: number;
	readonly unchanged: number;
	/** Bytes sent. */
	readonly bytes: number;
	readonly durationMs: number;
}

export interface DeployToTargetOptions {
	readonly createTarget: (
		signal: AbortSignal
	) => Promise< DeploymentTarget >;
	/** Makes what the target shall hold, once it is known where that will be public. */
	readonly manifestFor: (
		target: DeploymentTarget
	) => Promise< DeploymentManifest >;
	readonly listener: DeploymentListener;
	readonly clock: Clock;
	readonly random: () => number;
	readonly logger: Logger;
	readonly signal: AbortSignal;
}

/** For what happens once in a deployment: opening, planning, finishing. */
const RETRY_POLICY: RetryPolicy = {
	attempts: 4,
	firstDelayMs: 1_000,
	longestDelayMs: 60_000,
};

/** How long a target may take to release what it holds. */
const DISCARD_MS = 10_000;

/**
 * One deployment to one place: `createTarget → prepare → put… → finalize`, and `discard` whenever that did not end well.
 *
 * The puts begin in the order of the target's own plan, at most `maxConcurrency` at a time.
 *
 * @param options
 */
export async function deployToTarget(
	options: DeployToTargetOptions
): Promise< Deployment > {
	const { clock, signal, listener } = options;
	const startedAt = clock.now();
	const target = await openTarget( options );
	try {
		const manifest = await options.manifestFor( target );
		const plan = await again(
			() =>
				untilAborted( target.prepare( manifest, { signal } ), signal ),
			options
		);
		listener.onPlan( plan );
		const bytes = await putFiles(
			target,
			filesOf( plan, manifest ),
			options
		);
		signal.throwIfAborted();
		// Awaited to its end even after an abort: only the target knows whether visitors see the new release.
		const receipt = await again(
			() =>
				target.finalize( {
					signal,
					onStatus: ( status ) =>
						listener.onProgress(
							plan.uploads.length,
							plan.uploads.length,
							bytes,
							status
						),
				} ),
			options
		);
		return {
			receipt: safeReceipt( receipt ),
			uploaded: plan.uploads.length,
			removed: plan.removals.length,
			unchanged: plan.unchanged,
			bytes,
			durationMs: clock.now() - startedAt,
		};
	} catch ( error ) {
		await discardTarget( target, error, options );
		throw error;
	}
}

const again = < T >(
	task: () => Promise< T >,
	{ clock, random, signal }: DeployToTargetOptions
): Promise< T > => retry( task, RETRY_POLICY, { clock, random, signal } );

/**
 * A target that opens after the cancel is discarded, not forgotten.
 *
 * @param options
 */
async function openTarget(
	options: DeployToTargetOptions
): Promise< DeploymentTarget > {
	const { createTarget, signal } = options;
	signal.throwIfAborted();
	const opening = again( () => createTarget( signal ), options );
	try {
		return await untilAborted( opening, signal );
	} catch ( error ) {
		if ( signal.aborted ) {
			opening.then(
				( target ) => discardTarget( target, error, options ),
				() => {}
			);
		}
		throw error;
	}
}

function filesOf( plan: TransferPlan, manifest: DeploymentManifest ) {
	return plan.uploads.map( ( { path } ) => {
		const file = manifest.files.get( path );
		if ( ! file ) {
			throw new AetherError(
				'contract_violated',
				`The target plans to upload ${ path }, which is not in the manifest.`
			);
		}
		return file;
	} );
}

/**
 * Never rejects: the error that led here is the one to report.
 *
 * @param target
 * @param reason
 * @param options
 */
async function discardTarget(
	target: DeploymentTarget,
	reason: unknown,
	options: Pick< DeployToTargetOptions, 'clock' | 'logger' >
): Promise< void > {
	const { clock, logger } = options;
	const done = new AbortController();
	try {
		await Promise.race( [
			target.discard( reason ),
			clock.sleep( DISCARD_MS, { signal: done.signal } ).then(
				() =>
					logger.warn( 'A target took too long to discard.', {
						limitMs: DISCARD_MS,
					} ),
				() => {} // Discarded in time.
			),
		] );
	} catch ( error ) {
		logger.warn( 'A target could not discard an unfinished deployment.', {
			error,
		} );
	} finally {
		done.abort();
	}
}
