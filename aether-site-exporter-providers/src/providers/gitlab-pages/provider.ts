import {
	AetherError,
	type ConnectionTest,
	DEPLOYMENT_TYPES,
	type OperationOptions,
	type ProviderMetadata,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import type { GitPlace } from '../../families/git';
import { readAddress } from '../../families/git/fields';
import { checkConnection, checkPages } from '../gitlab/connection';
import { openGitLab, projectOf } from '../gitlab/gitlab-api';
import { GitLabProvider } from '../gitlab/provider';
import { ciFile } from './ci-file';
import { pagesFields } from './fields';
import { gitlabPagesGuide } from './guide';
import { hostFiles } from './host-files';
import {
	LARGEST_SITE,
	MOST_ENTRIES,
	MOST_RULES,
	PUBLIC_FOLDER,
} from './limits';
import { followPipeline } from './pipeline';
import { probeSite } from './probe-site';

/** Fields of the parent whose answer is fixed here. */
const FIXED_FIELDS = new Set( [ 'folder', 'public_url' ] );

/** Publishes into `public/` of a GitLab project and waits until Pages serves it. */
export class GitLabPagesProvider extends GitLabProvider {
	override getMetadata(): ProviderMetadata {
		return {
			...super.getMetadata(),
			name: __( 'GitLab Pages', 'aether-site-exporter-providers' ),
			description: __(
				'A website from a GitLab project: one commit, then its pipeline deploys it.',
				'aether-site-exporter-providers'
			),
			icon: 'admin-site-alt3',
			guide: gitlabPagesGuide(),
		};
	}

	override getSupportedDeploymentTypes(): readonly string[] {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super
				.getProviderSpecificConfigFields()
				.filter(
					( field ) =>
						! ( 'id' in field && FIXED_FIELDS.has( field.id ) )
				),
			...pagesFields(),
		];
	}

	override getFolder(): string {
		return PUBLIC_FOLDER;
	}

	override getSiteLimits() {
		return { largestSite: LARGEST_SITE, mostEntries: MOST_ENTRIES };
	}

	override async createPlace(
		type: string,
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< GitPlace > {
		const place = await super.createPlace( type, runtime, options );
		const { pages_enabled: isEnabled, create_ci: createsCi } =
			runtime.config;
		const baseUrl = await readPagesUrl( runtime, options );
		let leftOut = 0;
		return {
			...place,
			baseUrl,
			urlStyle: 'absolute',
			companions: createsCi === false ? [] : [ ciFile( place.branch ) ],
			extraFiles: async ( manifest ) => {
				const host = await hostFiles( manifest );
				leftOut = host.leftOut;
				return new Map( [
					...( await place.extraFiles( manifest ) ),
					...host.files,
				] );
			},
			...( isEnabled === false
				? {}
				: {
						follow: async ( commit, isNew, following ) => {
							await followPipeline(
								runtime,
								commit.id,
								isNew,
								following
							);
							return {
								url: baseUrl,
								warnings: [
									...describeLeftOut( leftOut ),
									...( await probeSite(
										runtime,
										baseUrl,
										following
									) ),
								],
							};
						},
					} ),
		};
	}

	override async testConnection(
		runtime: ProviderRuntime,
		options: OperationOptions
	): Promise< ConnectionTest > {
		const report = await checkConnection( runtime, options );
		const hints = await checkPages(
			await openGitLab( runtime, options ),
			projectOf( runtime ),
			report
		);
		const { warnings, endsAt } = report;
		return {
			warnings: [ ...warnings, ...hints ],
			...( endsAt === undefined ? {} : { endsAt } ),
		};
	}
}

const describeLeftOut = ( count: number ): readonly string[] =>
	count === 0
		? []
		: [
				sprintf(
					/* translators: 1: how many redirects GitLab Pages follows. 2: how many were left out. */
					__(
						'GitLab Pages follows %1$d redirects at most, in a file of 64 KB. Of this site, so many were left out: %2$d.',
						'aether-site-exporter-providers'
					),
					MOST_RULES,
					count
				),
			];

/**
 * The address that is stored, else the one that GitLab tells.
 *
 * @param  runtime
 * @param  options
 * @throws {AetherError} `config_invalid` when GitLab does not tell it to this account.
 */
async function readPagesUrl(
	runtime: ProviderRuntime,
	options: OperationOptions
): Promise< string > {
	const stored = readAddress( runtime.config.pages_url );
	if ( stored !== '' ) {
		return stored;
	}
	try {
		const { pages } = await openGitLab( runtime, options );
		const { url } = await pages.showSettings( projectOf( runtime ) );
		return readAddress( url );
	} catch ( error ) {
		const isHidden =
			AetherError.isInstance( error ) &&
			( error.message.includes( '404 Pages Not Found' ) ||
				( error.code === 'permission_denied' &&
					error.message.includes( '403 Forbidden' ) ) );
		if ( ! isHidden ) {
			throw error;
		}
		throw new AetherError(
			'config_invalid',
			'GitLab does not tell this account the address of the Pages site: switch Pages on, or enter the address.',
			{ cause: error }
		);
	}
}
