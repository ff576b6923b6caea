import {
	AetherError,
	type OperationOptions,
	type Release,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import type { CloudflareApi } from './cloudflare-api';
import { isComplaint } from './errors';
import { LISTED_RELEASES } from './limits';
import { parseTag, type ReleaseTag, TAG_VARIABLE } from './release-tag';
import type { WorkerSettings } from './settings';
import { VALUES_VARIABLE } from './secret-values';
import { uploadBody, type WorkerUpload } from './upload-form';

const UNKNOWN_WORKER = 10007;

/** How many of a hundred visitors get a version. */
export interface VersionShare {
	readonly version_id: string;
	readonly percentage: number;
}

export interface WorkerVersion {
	readonly id: string;
	readonly number: number;
	/** ISO 8601. */
	readonly createdAt: string;
	/** Null for a version that was not uploaded from here. */
	readonly tag: ReleaseTag | null;
}

/** A Worker as Cloudflare has it at one moment. */
export interface WorkerState {
	/** Null for a Worker that was uploaded and never deployed. */
	readonly deploymentId: string | null;
	readonly shares: readonly VersionShare[];
	/** Newest first. */
	readonly versions: readonly WorkerVersion[];
}

interface DeploymentList {
	readonly deployments: readonly {
		readonly id: string;
		readonly versions: readonly VersionShare[];
	}[];
}

interface ListedVersion {
	readonly id: string;
	readonly number: number;
	readonly metadata: { readonly created_on: string };
	readonly annotations?: Readonly< Record< string, string > >;
}

interface VersionDetails extends ListedVersion {
	readonly resources?: {
		readonly bindings?: readonly {
			readonly name: string;
			readonly text?: string;
		}[];
	};
}

/** One Worker of an account: its versions and its deployments. */
export class Script {
	readonly #api: CloudflareApi;
	readonly #path: string;

	constructor(
		api: CloudflareApi,
		{ accountId, scriptName }: WorkerSettings
	) {
		this.#api = api;
		this.#path = `/accounts/${ accountId }/workers/scripts/${ encodeURIComponent( scriptName ) }`;
	}

	/**
	 * Null while the account has no Worker of this name.
	 *
	 * @param options
	 */
	async read( options: OperationOptions ): Promise< WorkerState | null > {
		let list: DeploymentList;
		try {
			list = await this.#api.send(
				`${ this.#path }/deployments`,
				{},
				options
			);
		} catch ( error ) {
			if ( isComplaint( error, UNKNOWN_WORKER ) ) {
				return null;
			}
			throw error;
		}
		const { items } = await this.#api.send< {
			items: readonly ListedVersion[];
		} >(
			`${ this.#path }/versions`,
			{ query: { deployable: 'true' } },
			options
		);
		const [ live ] = list.deployments;
		const listed = [ ...items ].sort(
			( one, other ) => other.number - one.number
		);
		const versions = await Promise.all(
			listed.map( async ( version, index ) => ( {
				id: version.id,
				number: version.number,
				createdAt: version.metadata.created_on,
				tag: await this.#tagOf(
					version,
					index < LISTED_RELEASES,
					options
				),
			} ) )
		);
		return {
			deploymentId: live?.id ?? null,
			shares: live?.versions ?? [],
			versions,
		};
	}

	/**
	 * Uploads a new Worker; every visitor of its addresses gets it at once, but it has none yet.
	 *
	 * @param upload
	 * @param options
	 */
	async create(
		upload: WorkerUpload,
		options: OperationOptions
	): Promise< void > {
		await this.#api.send(
			this.#path,
			{
				method: 'PUT',
				query: { bindings_inherit: 'strict' },
				...( await uploadBody( upload, { isNew: true } ) ),
			},
			options
		);
	}

	/**
	 * Uploads a version that no visitor sees.
	 *
	 * @param upload
	 * @param options
	 * @return Its id.
	 */
	async addVersion(
		upload: WorkerUpload,
		options: OperationOptions
	): Promise< string > {
		const { id } = await this.#api.send< { id: string } >(
			`${ this.#path }/versions`,
			{
				method: 'POST',
				query: { bindings_inherit: 'strict' },
				...( await uploadBody( upload, { isNew: false } ) ),
			},
			options
		);
		return id;
	}

	/**
	 * @param shares
	 * @param message For the list of deployments at Cloudflare.
	 * @param options
	 */
	async deploy(
		shares: readonly VersionShare[],
		message: string,
		options: OperationOptions
	): Promise< void > {
		await this.#api.send(
			`${ this.#path }/deployments`,
			{
				method: 'POST',
				body: {
					strategy: 'percentage',
					versions: shares,
					annotations: { 'workers/message': message },
				},
			},
			options
		);
	}

	/**
	 * Switches the address below workers.dev on or off, unless it is so already.
	 *
	 * @param enabled
	 * @param options
	 */
	async exposeOnWorkersDev(
		enabled: boolean,
		options: OperationOptions
	): Promise< void > {
		const path = `${ this.#path }/subdomain`;
		const now = await this.#api.send< { enabled: boolean } >(
			path,
			{},
			options
		);
		if ( now.enabled !== enabled ) {
			await this.#api.send(
				path,
				{ method: 'POST', body: { enabled, previews_enabled: false } },
				options
			);
		}
	}

	/**
	 * Which values of secrets a version was uploaded with.
	 *
	 * @param id
	 * @param options
	 * @return See `SecretValues.revision`; undefined for none of ours.
	 */
	secretsRevisionOf(
		id: string,
		options: OperationOptions
	): Promise< string | undefined > {
		return this.#variable( id, VALUES_VARIABLE, options );
	}

	async #tagOf(
		{ id, annotations = {} }: ListedVersion,
		mayAsk: boolean,
		options: OperationOptions
	): Promise< ReleaseTag | null > {
		const tag = parseTag( annotations[ 'workers/tag' ] );
		if ( tag !== null || ! mayAsk ) {
			return tag;
		}
		return parseTag( await this.#variable( id, TAG_VARIABLE, options ) );
	}

	async #variable(
		versionId: string,
		variable: string,
		options: OperationOptions
	): Promise< string | undefined > {
		const { resources } = await this.#api.send< VersionDetails >(
			`${ this.#path }/versions/${ encodeURIComponent( versionId ) }`,
			{},
			options
		);
		return resources?.bindings?.find( ( { name } ) => name === variable )
			?.text;
	}
}

/**
 * The version that most visitors get; null for none.
 *
 * @param state
 * @param state.shares
 * @param state.versions
 */
export function mainVersion( {
	shares,
	versions,
}: WorkerState ): WorkerVersion | null {
	const [ first ] = versions
		.map( ( version ) => ( {
			version,
			share:
				shares.find( ( one ) => one.version_id === version.id )
					?.percentage ?? 0,
		} ) )
		.sort( ( one, other ) => other.share - one.share );
	return first !== undefined && first.share > 0 ? first.version : null;
}

/**
 * @param state
 * @return Newest first.
 */
export function releasesOf( state: WorkerState ): readonly Release[] {
	const main = mainVersion( state );
	return state.versions
		.filter( ( { tag } ) => tag !== null )
		.slice( 0, LISTED_RELEASES )
		.map( ( { id, createdAt, tag } ) => ( {
			id,
			createdAt,
			active: id === main?.id,
			fileCount: tag?.fileCount ?? 0,
			...partOfVisitors( state, id ),
		} ) );
}

function partOfVisitors(
	{ shares }: WorkerState,
	id: string
): Pick< Release, 'visitorsPercent' > {
	const share = shares.find( ( { version_id: of } ) => of === id );
	const percentage = share?.percentage ?? 0;
	return percentage > 0 && percentage < 100
		? { visitorsPercent: percentage }
		: {};
}

/**
 * @param  state
 * @param  id
 * @throws {AetherError} `not_found`.
 */
export function findVersion(
	state: WorkerState | null,
	id: string
): WorkerVersion {
	const version = state?.versions.find( ( one ) => one.id === id );
	if ( version === undefined ) {
		throw new AetherError(
			'not_found',
			__(
				'Cloudflare has no such version of the Worker any more.',
				'aether-site-exporter-providers'
			)
		);
	}
	return version;
}
