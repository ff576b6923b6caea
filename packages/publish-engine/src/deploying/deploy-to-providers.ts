import {
	AetherError,
	type DeploymentManifest,
	type DeploymentTarget,
	toAetherError,
} from '@aether/provider-sdk';
import {
	inEnvironment,
	publishedEnvironment,
	type SiteEnvironment,
} from '../environments';
import type { PublishContext } from '../workflow/step';
import { type Deployment, deployToTarget } from './deploy-to-target';
import type { DeploymentListener } from './deployment-listener';
import { fanOut, type FanOutResults } from './fan-out';

export type DeploymentResults = FanOutResults< Deployment >;

export interface DeployToProvidersOptions {
	/** One of `DEPLOYMENT_TYPES`. */
	readonly deploymentType: string;
	readonly providerIds: readonly string[];
	readonly manifestFor: (
		target: DeploymentTarget,
		providerId: string
	) => Promise< DeploymentManifest >;
	/** Under whose address a provider publishes. Default: its own. */
	readonly environmentFor?: (
		providerId: string
	) => SiteEnvironment | undefined;
}

/**
 * Sends one kind of deployment to all its providers at once and tells the run's listeners how each of them fares.
 *
 * @param context
 * @param options
 */
export function deployToProviders(
	context: PublishContext,
	options: DeployToProvidersOptions
): Promise< DeploymentResults > {
	const {
		deploymentType,
		providerIds,
		manifestFor,
		environmentFor = () => undefined,
	} = options;
	const { services, emit, signal } = context;
	const files = new FileProgress( providerIds.length, context.progress.set );

	return fanOut(
		providerIds,
		async ( providerId ) => {
			const environment = environmentFor( providerId );
			emit( {
				type: 'provider-start',
				providerId,
				deploymentType,
				...( environment && {
					environment: publishedEnvironment( environment ),
				} ),
			} );
			try {
				const deployment = await deployToTarget( {
					createTarget: async ( targetSignal ) => {
						const provider = services.providers.get( providerId );
						if ( ! provider ) {
							throw new AetherError(
								'contract_violated',
								`The provider "${ providerId }" is not registered any more.`,
								{ providerId }
							);
						}
						const runtime = await services.runtimeFor( providerId, {
							signal: targetSignal,
						} );
						return inEnvironment(
							await provider.createTarget(
								deploymentType,
								runtime,
								{ signal: targetSignal }
							),
							environment
						);
					},
					manifestFor: ( target ) =>
						manifestFor( target, providerId ),
					listener: listen( context, providerId, files ),
					clock: services.clock,
					random: services.random,
					logger: services.logger,
					signal,
				} );
				emit( { type: 'provider-end', providerId, ...deployment } );
				return deployment;
			} catch ( cause ) {
				signal.throwIfAborted();
				const error = toAetherError( cause, { providerId } );
				emit( { type: 'provider-error', providerId, error } );
				throw error;
			} finally {
				files.finish( providerId );
			}
		},
		{ signal }
	);
}

function listen(
	{ emit }: PublishContext,
	providerId: string,
	files: FileProgress
): DeploymentListener {
	return {
		onPlan: ( plan ) => {
			emit( { type: 'provider-plan', providerId, plan } );
			files.plan( providerId, plan.uploads.length );
		},
		onProgress: ( loaded, total, bytes, status ) => {
			emit( {
				type: 'provider-progress',
				providerId,
				loaded,
				total,
				bytes,
				...( status === undefined ? {} : { status } ),
			} );
			files.reach( providerId, loaded );
		},
		onRetry: ( path, attempt, delayMs ) =>
			emit( {
				type: 'file-retry',
				providerId,
				path,
				attempt,
				delayMs,
			} ),
	};
}

/** Adds the providers' files up. The total stays unknown until every provider has planned or failed. */
class FileProgress {
	readonly #providerCount: number;
	readonly #set: ( loaded: number, total: number | null ) => void;
	readonly #byProvider = new Map<
		string,
		{ loaded: number; total: number }
	>();

	constructor(
		providerCount: number,
		set: ( loaded: number, total: number | null ) => void
	) {
		this.#providerCount = providerCount;
		this.#set = set;
	}

	plan( providerId: string, total: number ): void {
		this.#byProvider.set( providerId, { loaded: 0, total } );
		this.#tell();
	}

	reach( providerId: string, loaded: number ): void {
		const files = this.#byProvider.get( providerId );
		if ( files && loaded > files.loaded ) {
			files.loaded = loaded;
			this.#tell();
		}
	}

	/**
	 * Whether it went well or not: nothing more is to be waited for.
	 * @param providerId
	 */
	finish( providerId: string ): void {
		const total = this.#byProvider.get( providerId )?.total ?? 0;
		this.#byProvider.set( providerId, { loaded: total, total } );
		this.#tell();
	}

	#tell(): void {
		const all = [ ...this.#byProvider.values() ];
		const isComplete = all.length === this.#providerCount;
		this.#set(
			all.reduce( ( sum, { loaded } ) => sum + loaded, 0 ),
			isComplete
				? all.reduce( ( sum, { total } ) => sum + total, 0 )
				: null
		);
	}
}
