import {
	AbstractProvider,
	type DeploymentTarget,
	DEPLOYMENT_TYPES,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import {
	DEFAULT_BRANCH,
	gitFields,
	readAddress,
	readFolder,
	readText,
} from './fields';
import { GitTarget } from './git-target';
import type { GitPlace } from './place';
import type { GitRepository } from './repository';
import { temporaryPrefix } from './temporary-branch';

/** Where blueprint bundles lie: beside the site, so that neither removes the other. */
const DEFAULT_BLUEPRINT_FOLDER = 'blueprint';

/**
 * Publishes by commits: what does not differ does not travel, and the branch moves once. A git host brings a
 * `GitRepository` and, where it has more to offer than a branch, its own `createPlace()`.
 */
export abstract class AbstractGitProvider extends AbstractProvider {
	override getProviderSpecificConfigFields() {
		return [ ...super.getProviderSpecificConfigFields(), ...gitFields() ];
	}

	override getUploadStrategy(): string {
		return 'git';
	}

	/**
	 * The host's API for the configured repository.
	 *
	 * @param runtime
	 */
	abstract openRepository( runtime: ProviderRuntime ): GitRepository;

	/**
	 * Where people look at the repository; the fallback for a public address.
	 *
	 * @param runtime
	 */
	abstract getRepositoryUrl( runtime: ProviderRuntime ): string;

	override async createTarget(
		type: string,
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< DeploymentTarget > {
		options.signal.throwIfAborted();
		return new GitTarget(
			await this.createPlace( type, runtime, options )
		);
	}

	/**
	 * @param type    One of `DEPLOYMENT_TYPES`.
	 * @param runtime
	 * @param options
	 */
	async createPlace(
		type: string,
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< GitPlace > {
		options.signal.throwIfAborted();
		const { config, site, clock, logger, providerId } = runtime;
		const siteFolder = this.getFolder(
			DEPLOYMENT_TYPES.STATIC_SITE,
			runtime
		);
		const folder = this.getFolder( type, runtime );
		const others = this.getSupportedDeploymentTypes()
			.map( ( other ) => this.getFolder( other, runtime ) )
			.filter( ( other ) => other !== folder && other !== '' );
		const publicUrl =
			folder === siteFolder ? readAddress( config.public_url ) : '';
		const deployment = `${ providerId }/${ type }`;
		return {
			repository: this.openRepository( runtime ),
			branch: readText( config.branch, DEFAULT_BRANCH ),
			folder,
			managesFolder: config.manage_folder === true,
			reserved: others,
			deployment,
			temporaryPrefix: temporaryPrefix( site.homeUrl, deployment ),
			siteName: site.name,
			baseUrl: publicUrl || this.getRepositoryUrl( runtime ),
			urlStyle: publicUrl === '' ? 'document-relative' : 'absolute',
			companions: [],
			extraFiles: async () => new Map(),
			clock,
			logger,
		};
	}

	/**
	 * Where the files of a deployment type lie, without slashes at its ends.
	 *
	 * @param type
	 * @param runtime
	 * @param runtime.config
	 */
	getFolder( type: string, { config }: ProviderRuntime ): string {
		return type === DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE
			? readFolder( config.blueprint_folder ) || DEFAULT_BLUEPRINT_FOLDER
			: readFolder( config.folder );
	}
}
