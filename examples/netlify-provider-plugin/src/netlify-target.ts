import {
	AetherError,
	type DeploymentManifest,
	type DeploymentReceipt,
	type FinalizeOptions,
	type OperationOptions,
	type PublishFile,
	type PutOptions,
	type Release,
	type RollbackTarget,
	type TargetPath,
	type TransferPlan,
	type TransferReason,
} from '@aether/provider-sdk';
import { type Deploy, NetlifyApi, type NetlifyRuntime } from './netlify-api';

/** Between two looks at a deploy that Netlify works on. Milliseconds. */
const POLL_MS = 1_000;

/** Netlify needs minutes for very large sites. Milliseconds. */
const LONGEST_WAIT_MS = 15 * 60_000;

const FORBIDDEN = /[#?]/;

/** The list of deploys does not count files, so the title does. */
const TITLE = /^Aether, (\d+) files$/;

interface OpenDeployment {
	readonly manifest: DeploymentManifest;
	/** SHA-1 by path. */
	readonly digests: ReadonlyMap< string, string >;
	readonly waiting: Set< TargetPath >;
	/** SHA-1 of what this deployment has sent. */
	readonly sent: Set< string >;
	readonly isUnchanged: boolean;
}

interface Draft {
	readonly id: string;
	/** SHA-1 of the bodies that Netlify does not have. */
	readonly required: ReadonlySet< string >;
}

/** One deploy: digests first, then the bodies that Netlify lacks, then one switch. A deploy is the whole site. */
export class NetlifyTarget implements RollbackTarget {
	readonly atomic = true;
	/** Netlify limits requests per minute; its own tools send this many at once. */
	readonly maxConcurrency = 5;
	readonly baseUrl: string;
	readonly #runtime: NetlifyRuntime;
	readonly #api: NetlifyApi;
	#deployment: OpenDeployment | null = null;
	/** One for all files that are sent at once. */
	#draft: Promise< Draft > | null = null;

	constructor( runtime: NetlifyRuntime ) {
		this.#runtime = runtime;
		this.#api = new NetlifyApi( runtime );
		this.baseUrl = runtime.config.public_url.replace( /\/?$/, '/' );
	}

	async prepare(
		manifest: DeploymentManifest,
		{ signal }: OperationOptions
	): Promise< TransferPlan > {
		signal.throwIfAborted();
		const refused = [ ...manifest.files.keys() ].find( ( path ) =>
			FORBIDDEN.test( path )
		);
		if ( refused !== undefined ) {
			throw new AetherError(
				'path_rejected',
				`Netlify takes no file name with # or ?: ${ refused }`,
				{ providerId: this.#runtime.providerId }
			);
		}
		const live = await this.#api.files( signal );
		const digests = await digestAll( manifest, signal );
		const uploads = [ ...digests ].flatMap( ( [ path, sha1 ] ) => {
			const reason = reasonFor( sha1, live.get( path ) );
			return reason === null ? [] : [ { path, reason } ];
		} );
		const removals = [ ...live.keys() ].filter(
			( path ) => ! digests.has( path as TargetPath )
		) as TargetPath[];
		this.#deployment = {
			manifest,
			digests,
			waiting: new Set( uploads.map( ( { path } ) => path ) ),
			sent: new Set(),
			isUnchanged: uploads.length + removals.length === 0,
		};
		return { uploads, removals, unchanged: digests.size - uploads.length };
	}

	async put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		signal.throwIfAborted();
		const deployment = this.#require( 'put' );
		if (
			( await file.digest( 'sha1' ) ) !==
			deployment.digests.get( file.path )
		) {
			throw new AetherError(
				'contract_violated',
				`${ file.path } is not the file of the manifest.`
			);
		}
		const draft = await this.#openDraft( deployment, signal );
		await this.#send( file, draft, deployment, signal );
		deployment.waiting.delete( file.path );
		onProgress?.( file.size );
	}

	async finalize( {
		signal,
		onStatus,
	}: FinalizeOptions ): Promise< DeploymentReceipt > {
		signal.throwIfAborted();
		const deployment = this.#require( 'finalize' );
		if ( deployment.waiting.size > 0 ) {
			throw new AetherError(
				'contract_violated',
				`finalize() was called with ${ deployment.waiting.size } planned files not sent.`
			);
		}
		if ( deployment.isUnchanged ) {
			const { published_deploy: published } =
				await this.#api.site( signal );
			this.#deployment = null;
			return {
				url: this.baseUrl,
				...( published && { releaseId: published.id } ),
			};
		}
		const draft = await this.#openDraft( deployment, signal );
		// What the site shows already may still be a body that Netlify has lost.
		for ( const file of deployment.manifest.files.values() ) {
			await this.#send( file, draft, deployment, signal );
		}
		onStatus?.( 'Netlify is processing the deploy' );
		await this.#waitFor( draft.id, [ 'ready' ], signal );
		const receipt = await this.activateRelease( draft.id, { signal } );
		this.#deployment = null;
		this.#draft = null;
		return receipt;
	}

	async discard(): Promise< void > {
		const draft = this.#draft;
		this.#deployment = null;
		this.#draft = null;
		const { logger } = this.#runtime;
		try {
			const { id } = ( await draft ) ?? {};
			if ( id !== undefined ) {
				// The run's own signal may be why it is discarded.
				await this.#api.cancel( id, new AbortController().signal );
			}
		} catch {
			logger.warn( 'An unfinished deploy stays on Netlify as a draft.' );
		}
	}

	async listReleases( {
		signal,
	}: OperationOptions ): Promise< readonly Release[] > {
		const [ deploys, { published_deploy: published } ] = await Promise.all(
			[ this.#api.deploys( signal ), this.#api.site( signal ) ]
		);
		return deploys.flatMap(
			( { id, state, title, created_at: createdAt } ) => {
				const count = TITLE.exec( title ?? '' )?.[ 1 ];
				return state !== 'ready' || count === undefined
					? []
					: [
							{
								id,
								createdAt,
								active: id === published?.id,
								fileCount: Number( count ),
							},
						];
			}
		);
	}

	async activateRelease(
		id: string,
		{ signal }: FinalizeOptions
	): Promise< DeploymentReceipt > {
		await this.#api.publish( id, signal );
		return { url: this.baseUrl, releaseId: id };
	}

	#openDraft(
		{ digests }: OpenDeployment,
		signal: AbortSignal
	): Promise< Draft > {
		this.#draft ??= this.#createDraft( digests, signal ).catch(
			( error: unknown ) => {
				this.#draft = null;
				throw error;
			}
		);
		return this.#draft;
	}

	async #createDraft(
		digests: ReadonlyMap< string, string >,
		signal: AbortSignal
	): Promise< Draft > {
		const { id } = await this.#api.createDeploy(
			`Aether, ${ digests.size } files`,
			digests,
			signal
		);
		const { required = [] } = await this.#waitFor(
			id,
			[ 'prepared', 'uploading', 'uploaded', 'processing', 'ready' ],
			signal
		);
		return { id, required: new Set( required ) };
	}

	/**
	 * Sends a body once, if Netlify asks for it.
	 *
	 * @param file
	 * @param draft
	 * @param draft.id
	 * @param draft.required
	 * @param deployment
	 * @param deployment.digests
	 * @param deployment.sent
	 * @param signal
	 */
	async #send(
		file: PublishFile,
		{ id, required }: Draft,
		{ digests, sent }: OpenDeployment,
		signal: AbortSignal
	): Promise< void > {
		const sha1 = digests.get( file.path ) ?? '';
		if ( sent.has( sha1 ) || ! required.has( sha1 ) ) {
			return;
		}
		const body = await file.open( { signal } );
		signal.throwIfAborted();
		await this.#api.upload( id, file.path, body, signal );
		sent.add( sha1 );
	}

	async #waitFor(
		id: string,
		states: readonly string[],
		signal: AbortSignal
	): Promise< Deploy > {
		const { clock, providerId } = this.#runtime;
		const until = clock.now() + LONGEST_WAIT_MS;
		for (;;) {
			const deploy = await this.#api.deploy( id, signal );
			if ( states.includes( deploy.state ) ) {
				return deploy;
			}
			if ( deploy.state === 'error' || clock.now() >= until ) {
				throw new AetherError(
					'remote_failed',
					deploy.error_message ??
						`Netlify has not finished the deploy; it is "${ deploy.state }".`,
					{ providerId }
				);
			}
			await clock.sleep( POLL_MS, { signal } );
		}
	}

	#require( operation: string ): OpenDeployment {
		if ( this.#deployment === null ) {
			throw new AetherError(
				'contract_violated',
				`${ operation }() was called before prepare() or after the deployment had ended.`
			);
		}
		return this.#deployment;
	}
}

async function digestAll(
	{ files }: DeploymentManifest,
	signal: AbortSignal
): Promise< ReadonlyMap< TargetPath, string > > {
	const digests = new Map< TargetPath, string >();
	for ( const file of files.values() ) {
		signal.throwIfAborted();
		digests.set( file.path, await file.digest( 'sha1' ) );
	}
	return digests;
}

function reasonFor(
	sha1: string,
	live: string | undefined
): TransferReason | null {
	if ( live === undefined ) {
		return 'new';
	}
	return live === sha1 ? null : 'content';
}
