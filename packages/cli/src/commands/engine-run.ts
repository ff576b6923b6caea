import type {
	AcceptedFindings,
	EventListener,
	PublishRecords,
	PublishServices,
} from '@aether/publish-engine';
import { createLogger } from '../logger';
import type { NodeHost } from '../node-host';
import type { Reporter } from '../output/reporter';
import { openRequestTrace } from '../request-trace';
import type { CommandContext } from './command';
import { chosenProviders } from './chosen-providers';
import { createReporter } from './create-reporter';

export interface EngineRun {
	readonly host: NodeHost;
	/** The part of the engine's options that is the same for every run. */
	readonly options: {
		readonly services: PublishServices;
		readonly only?: readonly string[];
		readonly concurrency?: number;
		readonly records: PublishRecords;
		readonly acceptFindings: AcceptedFindings;
		readonly signal: AbortSignal;
		readonly onEvent: EventListener;
	};
}

/**
 * Connects, runs the engine with a reporter, and leaves the terminal and the trace in order.
 * @param context
 * @param run
 */
export async function withEngine< T >(
	context: CommandContext,
	run: ( engine: EngineRun ) => Promise< T >
): Promise< T > {
	const { options, signal } = context;
	const reporter: Reporter = createReporter( context );
	const onCancel = () =>
		reporter.say( 'Cancelling. Press Ctrl-C again to stop at once.' );
	const trace =
		options.trace === undefined ? null : openRequestTrace( options.trace );
	signal.addEventListener( 'abort', onCancel, { once: true } );
	try {
		const host = await context.connect( {
			logger: createLogger( reporter.say, options.verbose ),
		} );
		const only = chosenProviders( options, host.site.environments );
		return await run( {
			host,
			options: {
				services:
					trace === null
						? host.services
						: {
								...host.services,
								site: trace.watch( host.services.site ),
							},
				signal,
				records: host.records,
				acceptFindings: options.acceptFindings,
				onEvent: reporter.onEvent,
				...( only === undefined ? {} : { only } ),
				...( options.concurrency === undefined
					? {}
					: { concurrency: options.concurrency } ),
			},
		} );
	} finally {
		signal.removeEventListener( 'abort', onCancel );
		reporter.close();
		await trace?.close();
	}
}
