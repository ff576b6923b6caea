import type { ConfigField, ConfigIssue, ProviderConfig } from './config';
import type { ProviderRuntime } from './runtime';
import type { DeploymentTarget, OperationOptions } from './target';

export interface ProviderMetadata {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	/** A dashicon name (`cloud`), an emoji, or the address of an image. */
	readonly icon: string;
	/** The address of a page that explains the provider. */
	readonly docsUrl?: string;
	/**
	 * What a person does to get what the fields ask for, in order, a sentence or two each, translated. Names the exact rights
	 * that a token needs. Default: none.
	 */
	readonly guide?: readonly string[];
	/** Whether there can be only one of it on a site, so that nobody adds `my-provider:second`. Default: false. */
	readonly isSingle?: boolean;
	readonly supportedDeploymentTypes: readonly string[];
}

/** What a connection that works should still tell the person. */
export interface ConnectionTest {
	/** Full sentences: a token that ends soon, a right that a later step will need. Default: none. */
	readonly warnings?: readonly string[];
	/** Requests only work through WordPress, because the host does not allow this site's pages. Default: false. */
	readonly isOriginBlocked?: boolean;
	/** `allowOrigin()` would mend one of the warnings. Default: `isOriginBlocked`. */
	readonly mayAllowOrigin?: boolean;
	/** The day on which the credentials end, `2026-11-30`: Site Health warns two weeks before. Default: they do not, or nobody knows. */
	readonly endsAt?: string;
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
	/**
	 * Optional: the name of the place that a static site is written to, or that edge functions show to visitors
	 * (`r2:my-bucket/blog/`); null where there is none. Names are only compared. In one run, edge functions are not
	 * deployed when the static site of the same name did not arrive.
	 *
	 * @param type One of `DEPLOYMENT_TYPES`.
	 */
	getContentPlace?: ( type: string ) => string | null;
	createTarget: (
		type: string,
		runtime: ProviderRuntime< C >,
		options: OperationOptions
	) => Promise< DeploymentTarget >;
	/**
	 * Optional: backs the "Test connection" button. Resolves when a publish can begin, or rejects with an `AetherError`.
	 */
	testConnection?: (
		runtime: ProviderRuntime< C >,
		options: OperationOptions
	) => Promise< ConnectionTest | void >;
	/**
	 * Optional: backs "Allow this site". Lets pages of an origin call the host, and leaves in place what others allowed.
	 * Resolves when the host has taken it, which may be some seconds before it acts on it.
	 *
	 * @param origin Of wp-admin: scheme, host and port, no path.
	 */
	allowOrigin?: (
		runtime: ProviderRuntime< C >,
		origin: string,
		options: OperationOptions
	) => Promise< void >;
}
