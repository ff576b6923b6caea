import {
	type AetherError,
	type OperationOptions,
	toAetherError,
} from '@aether/provider-sdk';

/** What became of one provider. */
export type ProviderOutcome< T > =
	| {
			readonly providerId: string;
			readonly success: true;
			readonly value: T;
	  }
	| {
			readonly providerId: string;
			readonly success: false;
			readonly error: AetherError;
	  };

export interface FanOutResults< T > {
	readonly successCount: number;
	readonly failureCount: number;
	/** In the order of the provider ids. */
	readonly providers: readonly ProviderOutcome< T >[];
}

/**
 * Runs a task for every provider at once; one provider's failure never stops another.
 *
 * @param providerIds
 * @param task
 * @param options
 * @param options.signal A cancelled run rejects with its reason: it is not N failed providers.
 */
export async function fanOut< T >(
	providerIds: readonly string[],
	task: ( providerId: string ) => Promise< T >,
	{ signal }: OperationOptions
): Promise< FanOutResults< T > > {
	signal.throwIfAborted();
	const settled = await Promise.allSettled(
		providerIds.map( async ( providerId ) => ( {
			providerId,
			value: await task( providerId ),
		} ) )
	);
	signal.throwIfAborted();

	const providers = settled.map( ( result, index ): ProviderOutcome< T > =>
		result.status === 'fulfilled'
			? { success: true, ...result.value }
			: failed( providerIds[ index ] ?? '', result.reason )
	);
	const successCount = providers.filter( ( { success } ) => success ).length;
	return {
		successCount,
		failureCount: providers.length - successCount,
		providers,
	};
}

const failed = (
	providerId: string,
	reason: unknown
): { providerId: string; success: false; error: AetherError } => ( {
	providerId,
	success: false,
	error: toAetherError( reason, { providerId } ),
} );
