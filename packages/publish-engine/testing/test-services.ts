import type {
	DeploymentTarget,
	Provider,
	ProviderRuntime,
} from '@aether/provider-sdk';
import { webCryptoHasher } from '@aether/provider-sdk';
import {
	fakeRuntime,
	ManualClock,
	recordingLogger,
	type RecordingLogger,
} from '@aether/provider-sdk/testing';
import type { PublishServices, SiteSource } from '../src/ports';
import { MemoryContentStore } from './memory-content-store';

export interface TestServicesOptions {
	readonly site: SiteSource;
	/** What opens a target, per provider id. Every provider takes part in static sites. */
	readonly targets?: Readonly<
		Record<
			string,
			(
				signal: AbortSignal
			) => DeploymentTarget | Promise< DeploymentTarget >
		>
	>;
	/** Default: one that stands still. */
	readonly clock?: ManualClock;
}

export interface TestServices extends PublishServices {
	readonly content: MemoryContentStore;
	readonly clock: ManualClock;
	readonly logger: RecordingLogger;
}

/**
 * Everything that a publish needs, in memory, with chance taken out of the jitter.
 *
 * @param options
 */
export function createTestServices(
	options: TestServicesOptions
): TestServices {
	const { site, targets = {}, clock = new ManualClock() } = options;
	const providers = new Map(
		Object.entries( targets ).map( ( [ id, open ] ) => [
			id,
			createTestProvider( id, open ),
		] )
	);
	return {
		site,
		clock,
		content: new MemoryContentStore(),
		hasher: webCryptoHasher,
		logger: recordingLogger(),
		random: () => 0.5,
		providers: {
			get: ( id ) => providers.get( id ) ?? null,
			getAllIds: () => [ ...providers.keys() ],
		},
		runtimeFor: async ( providerId ): Promise< ProviderRuntime > =>
			fakeRuntime( { providerId, clock } ),
	};
}

function createTestProvider(
	id: string,
	open: (
		signal: AbortSignal
	) => DeploymentTarget | Promise< DeploymentTarget >
): Provider {
	const types = [ 'static_site' ];
	return {
		id,
		getMetadata: () => ( {
			id,
			name: id,
			description: '',
			icon: 'cloud',
			supportedDeploymentTypes: types,
		} ),
		getSupportedDeploymentTypes: () => types,
		supportsDeploymentType: ( type ) => types.includes( type ),
		isDeploymentTypeEnabled: ( type ) => types.includes( type ),
		getConfigFields: () => [],
		validateConfig: () => [],
		getUploadStrategy: () => 'storage',
		createTarget: async ( _type, _runtime, { signal } ) => open( signal ),
	};
}
