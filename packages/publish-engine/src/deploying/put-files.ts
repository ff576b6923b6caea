import type {
	Clock,
	DeploymentTarget,
	PublishFile,
} from '@aether/provider-sdk';
import pLimit from 'p-limit';
import { linkAbort, untilAborted, withOwnSignal } from '../async/abort';
import { retry, type RetryPolicy } from '../async/retry';
import type { DeploymentListener } from './deployment-listener';
import { TransferCounter } from './transfer-counter';

const RETRY_POLICY: RetryPolicy = {
	attempts: 5,
	firstDelayMs: 500,
	longestDelayMs: 60_000,
};

export interface PutFilesOptions {
	readonly listener: DeploymentListener;
	readonly clock: Clock;
	readonly random: () => number;
	readonly signal: AbortSignal;
}

/**
 * Puts the files with as many at a time as the target allows, each again while that can help. The first file that fails
 * for good stops the others, and is thrown when they have settled.
 *
 * @param target
 * @param files
 * @param options
 * @return Bytes sent.
 */
export async function putFiles(
	target: DeploymentTarget,
	files: readonly PublishFile[],
	options: PutFilesOptions
): Promise< number > {
	const { listener, clock, random, signal } = options;
	const link = linkAbort( signal );
	const counter = new TransferCounter( files.length, listener.onProgress );

	const put = async (
		file: PublishFile,
		fileSignal: AbortSignal
	): Promise< void > => {
		const transfer = counter.begin();
		await retry(
			() => {
				transfer.restart();
				return untilAborted(
					target.put( file, {
						signal: fileSignal,
						onProgress: transfer.reach,
					} ),
					fileSignal
				);
			},
			RETRY_POLICY,
			{
				clock,
				random,
				signal: fileSignal,
				onRetry: ( attempt, delayMs ) =>
					listener.onRetry( file.path, attempt, delayMs ),
			}
		);
		transfer.complete( file.size );
	};

	try {
		const limit = pLimit(
			Math.max( 1, Math.floor( target.maxConcurrency ) )
		);
		const settled = await Promise.allSettled(
			files.map( ( file ) =>
				limit( async () => {
					try {
						await withOwnSignal( link.signal, ( fileSignal ) =>
							put( file, fileSignal )
						);
					} catch ( error ) {
						link.abort( error );
						throw error;
					}
				} )
			)
		);
		signal.throwIfAborted();
		if ( settled.some( ( { status } ) => status === 'rejected' ) ) {
			throw link.signal.reason;
		}
		return counter.bytes;
	} finally {
		link.unlink();
	}
}
