import type { ConfigField, ConfigIssue, ProviderConfig } from './config';
import type { ProviderRuntime } from './runtime';
import type { DeploymentTarget, OperationOptions } from './target';

export interface ProviderMetadata {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	/** A dashicon name (`cloud`), an emoji, or the address of an image. */
	readonly icon: string;
	readonly docsUrl?: string;
	readonly supportedDeploymentTypes: readonly string[];
}

export interface Provider< C extends ProviderConfig = ProviderConfig > {
	/** The id it was registered with. */
	readonly id: string;
	getMetadata: () => ProviderMetadata;
	getSupportedDeploymentTypes: () => readonly string[];
	supportsDeploymentType: ( type: string ) => boolean;
	/** @param config The configuration to look at; default: the stored one. */
	isDeploymentTypeEnabled: ( type: string, config?: C ) => boolean;
	getConfigFields: () => readonly ConfigField[];
	validateConfig: ( config: C ) => readonly ConfigIssue[];
	getUploadStrategy: () => string;
	createTarget: (
		type: string,
		runtime: ProviderRuntime< C >,
		options: OperationOptions
	) => Promise< DeploymentTarget >;
	/** Optional: backs the "Test connection" button. Resolves, or rejects with an `AetherError`. */
	testConnection?: (
		runtime: ProviderRuntime< C >,
		options: OperationOptions
	) => Promise< void >;
}
