import {
	type DeploymentManifest,
	DEPLOYMENT_TYPES,
	type ConnectionTest,
	type OperationOptions,
	type ProviderMetadata,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { AbstractGitProvider, type GitPlace } from '../../families/git';
import { bundleReceipt } from './bundle-receipt';
import { checkConnection } from './connection';
import { mergeRequestReview } from './merge-request';
import { blueprintFields, gitlabFields } from './fields';
import { gitlabHost, projectOf } from './gitlab-api';
import { GitLabRepository } from './gitlab-repository';
import { gitlabGuide } from './guide';
import { checkLimits, checkRepository, type SiteLimits } from './preflight';
import { ensureProject } from './provision';

/** Publishes into a GitLab repository, on GitLab.com or anywhere else. */
export class GitLabProvider extends AbstractGitProvider {
	override getMetadata(): ProviderMetadata {
		return {
			...super.getMetadata(),
			name: __( 'GitLab', 'aether-site-exporter-providers' ),
			description: __(
				'A branch of a GitLab project: one commit for each publish, with only what changed.',
				'aether-site-exporter-providers'
			),
			icon: 'editor-code',
			guide: gitlabGuide(),
		};
	}

	override getSupportedDeploymentTypes(): readonly string[] {
		return [
			DEPLOYMENT_TYPES.STATIC_SITE,
			DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE,
		];
	}

	override getProviderSpecificConfigFields() {
		const offersBundles = this.supportsDeploymentType(
			DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE
		);
		return [
			...gitlabFields(),
			...super.getProviderSpecificConfigFields(),
			...( offersBundles ? blueprintFields() : [] ),
		];
	}

	override openRepository( runtime: ProviderRuntime ) {
		return new GitLabRepository( runtime );
	}

	override getRepositoryUrl( runtime: ProviderRuntime ): string {
		const project = projectOf( runtime );
		const path = /^[0-9]+$/.test( project )
			? `projects/${ project }`
			: project;
		return `${ gitlabHost( runtime ) }/${ path }/`;
	}

	/**
	 * Where GitLab hands out the files of a folder to whoever has signed in. It does not under the number of a project;
	 * there the project itself has to do.
	 *
	 * @param runtime
	 * @param place
	 * @param place.branch
	 * @param place.folder
	 */
	getDownloadUrl(
		runtime: ProviderRuntime,
		{ branch, folder }: Pick< GitPlace, 'branch' | 'folder' >
	): string {
		const repository = this.getRepositoryUrl( runtime );
		if ( /^[0-9]+$/.test( projectOf( runtime ) ) ) {
			return repository;
		}
		const path = `${ branch }/${ folder }`
			.split( '/' )
			.map( encodeURIComponent )
			.join( '/' );
		return `${ repository }-/raw/${ path }/`;
	}

	/** What this host takes at most. */
	getSiteLimits(): SiteLimits {
		return {};
	}

	override async createPlace(
		type: string,
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< GitPlace > {
		const place = await super.createPlace( type, runtime, options );
		if ( runtime.config.create_project === true ) {
			await ensureProject( runtime, options );
		}
		return {
			...place,
			...( type === DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE
				? this.#bundleAddresses( runtime, place )
				: {} ),
			// Whatever happens to the site, its pipelines stay.
			reserved: [ ...place.reserved, '.gitlab-ci.yml' ],
			extraFiles: async ( manifest: DeploymentManifest ) => {
				checkLimits( manifest, this.getSiteLimits() );
				return place.extraFiles( manifest );
			},
			checkPlan: ( plan, checking ) =>
				checkRepository( runtime, plan, checking ),
			...( runtime.config.merge_request === true
				? {
						review: mergeRequestReview(
							runtime,
							place.branch,
							place.deployment
						),
					}
				: {} ),
		};
	}

	#bundleAddresses(
		runtime: ProviderRuntime,
		place: GitPlace
	): Pick< GitPlace, 'baseUrl' | 'follow' > {
		const baseUrl = this.getDownloadUrl( runtime, place );
		return {
			baseUrl,
			follow: ( _commit, _isNew, options ) =>
				bundleReceipt( runtime, place, baseUrl, options ),
		};
	}

	async testConnection(
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< ConnectionTest > {
		const { warnings, endsAt } = await checkConnection( runtime, options );
		return { warnings, ...( endsAt === undefined ? {} : { endsAt } ) };
	}
}
