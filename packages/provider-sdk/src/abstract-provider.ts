import { composeConfigFields } from './config-fields';
import {
	buildDeploymentTypesField,
	DEPLOYMENT_TYPES_FIELD,
} from './deployment-types';
import { AetherError } from './errors';
import { humanise } from './humanise';
import { PROVIDER_BRAND, PROVIDER_REGISTRATION } from './provider-class';
import { createUploadFileTarget } from './upload-file-target';
import { validateConfig } from './validate-config';
import type { ConfigFieldLike } from './config-field-builder';
import type { ProviderRegistration } from './provider-class';
import type {
	ConfigField,
	ConfigIssue,
	DeploymentTarget,
	OperationOptions,
	Provider,
	ProviderConfig,
	ProviderMetadata,
	ProviderRuntime,
} from './types';
import type { UploadContext, UploadResult, UploadSource } from './upload-file';

/**
 * The base of every provider. The short way to write one is the types and one verb:
 *
 * ```js
 * class FtpProvider extends AbstractProvider {
 *     getSupportedDeploymentTypes() {
 *         return [ DEPLOYMENT_TYPES.STATIC_SITE ];
 *     }
 *     async uploadFile( source, destPath, { runtime, signal } ) {
 *         await runtime.rest( `my-plugin/v1/ftp?path=${ encodeURIComponent( destPath ) }`, {
 *             method: 'PUT', body: await source.blob(), signal,
 *         } );
 *     }
 * }
 * ProviderRegistry.getInstance().register( 'ftp', FtpProvider );
 * ```
 *
 * The full way overrides `createTarget()`, for hosts with releases, batches or atomic switches.
 *
 * An instance is made by the registry, once, with no arguments. It holds no state of a publish: everything that a run
 * needs comes with the runtime.
 */
export abstract class AbstractProvider<
	C extends ProviderConfig = ProviderConfig,
> implements Provider< C > {
	static readonly [ PROVIDER_BRAND ] = true;

	/** Written by the registry right after construction. */
	[ PROVIDER_REGISTRATION ]?: ProviderRegistration;

	/** The id it was registered with; empty inside the constructor and outside of a registry. */
	get id(): string {
		return this[ PROVIDER_REGISTRATION ]?.id ?? '';
	}

	/** Default: the id, and its humanised form as the name. Override it and spread `super.getMetadata()`. */
	getMetadata(): ProviderMetadata {
		const [ base = '', instance ] = this.id.split( ':' );
		return {
			id: this.id,
			name:
				instance === undefined
					? humanise( base )
					: `${ humanise( base ) } (${ instance })`,
			description: '',
			icon: 'cloud',
			supportedDeploymentTypes: this.getSupportedDeploymentTypes(),
		};
	}

	/** What can be sent here; one or more of `DEPLOYMENT_TYPES`, or a type of your own. */
	getSupportedDeploymentTypes(): readonly string[] {
		return [];
	}

	/**
	 * The settings form: the deployment types, then `getProviderSpecificConfigFields()`, then what the filter
	 * `aether.provider.config_fields` makes of both. Not meant to be overridden.
	 */
	getConfigFields(): readonly ConfigField[] {
		const deploymentTypes = buildDeploymentTypesField( this );
		return composeConfigFields(
			[
				...( deploymentTypes === null ? [] : [ deploymentTypes ] ),
				...this.getProviderSpecificConfigFields(),
			],
			this
		);
	}

	/**
	 * A provider's own fields, built or not. A class that extends another one chains them with
	 * `[ ...super.getProviderSpecificConfigFields(), … ]`; a field with an inherited id replaces the inherited one.
	 */
	getProviderSpecificConfigFields(): readonly ConfigFieldLike[] {
		return [];
	}

	supportsDeploymentType( type: string ): boolean {
		return this.getSupportedDeploymentTypes().includes( type );
	}

	/**
	 * Whether a person has switched this type on. An empty list means none; nothing stored means not enabled.
	 * @param type
	 * @param config Default: the stored configuration.
	 */
	isDeploymentTypeEnabled( type: string, config?: C ): boolean {
		const types = ( config ?? this.getStoredConfig() )?.[
			DEPLOYMENT_TYPES_FIELD
		];
		return Array.isArray( types ) && types.includes( type );
	}

	/** The stored configuration without its secrets; null while nothing is stored. */
	getStoredConfig(): ProviderConfig | null {
		return this[ PROVIDER_REGISTRATION ]?.storedConfig() ?? null;
	}

	/**
	 * Checks a configuration against the fields. Secrets that are absent are kept as stored, so they are no issue.
	 * @param config
	 */
	validateConfig( config: C ): readonly ConfigIssue[] {
		return validateConfig( this.getConfigFields(), config );
	}

	/** A name for how this provider sends; any string. */
	getUploadStrategy(): string {
		return 'storage';
	}

	/**
	 * Where the files will be public, for the default `createTarget()`. Default: the field `public_url`. Null when it is
	 * not known; then the pages refer to each other by relative references.
	 * @param runtime
	 * @param type    One of `DEPLOYMENT_TYPES`.
	 */
	getPublicUrl( runtime: ProviderRuntime< C >, type: string ): string | null;
	getPublicUrl( { config }: ProviderRuntime< C > ): string | null {
		const url = config.public_url;
		return typeof url === 'string' && url !== '' ? url : null;
	}

	/**
	 * The name of the place that a static site is written to, or that edge functions show to visitors. Override both where
	 * code at the edge serves what another provider publishes: it is then not deployed when the site did not arrive.
	 * @param type One of `DEPLOYMENT_TYPES`.
	 */
	getContentPlace?( type: string ): string | null;

	/** How many `uploadFile()` calls may be in flight, for the default `createTarget()`. */
	getMaxConcurrency(): number {
		return 4;
	}

	/**
	 * Sends one file; reject, or answer `{ success: false, error }`, when that did not work. It may be called again for
	 * the same path.
	 * @param source   What to send; prints as its path.
	 * @param destPath Where to: POSIX, relative, no `..`.
	 * @param context  Runtime, deployment type and the signal that a cancel aborts.
	 */
	uploadFile?(
		source: UploadSource,
		destPath: string,
		context: UploadContext< C >
	): Promise< UploadResult | void > | UploadResult | void;

	/**
	 * Removes one file that `uploadFile()` has sent earlier. Without it, files that left the site stay at the provider.
	 * A file that is gone already is a success.
	 * @param destPath
	 * @param context
	 */
	deleteFile?(
		destPath: string,
		context: UploadContext< C >
	): Promise< UploadResult | void > | UploadResult | void;

	/**
	 * Opens one deployment. The default sends through `uploadFile()` what changed since the last one.
	 * @param  type    One of `DEPLOYMENT_TYPES`.
	 * @param  runtime
	 * @param  options
	 * @throws {AetherError} `contract_violated` for a class with neither `uploadFile()` nor `createTarget()`.
	 */
	async createTarget(
		type: string,
		runtime: ProviderRuntime< C >,
		options: OperationOptions
	): Promise< DeploymentTarget > {
		options.signal.throwIfAborted();
		if ( typeof this.uploadFile !== 'function' ) {
			throw new AetherError(
				'contract_violated',
				`The provider "${ this.id }" has neither uploadFile() nor createTarget(), so nothing can be sent to it.`,
				{ providerId: this.id }
			);
		}
		return createUploadFileTarget( {
			deploymentType: type,
			runtime,
			publicUrl: this.getPublicUrl( runtime, type ),
			maxConcurrency: this.getMaxConcurrency(),
			uploadFile: this.uploadFile.bind( this ),
			...( typeof this.deleteFile === 'function'
				? { deleteFile: this.deleteFile.bind( this ) }
				: {} ),
		} );
	}
}
