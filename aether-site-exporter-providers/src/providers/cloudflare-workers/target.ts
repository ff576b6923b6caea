import {
	AetherError,
	DEPLOYMENT_TYPES,
	type DeploymentLedger,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type EdgeFunctions,
	type FinalizeOptions,
	type LedgerEntry,
	type OperationOptions,
	type ProviderRuntime,
	type PublishFile,
	type PutOptions,
	type Release,
	type TransferPlan,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { CustomDomain } from './addresses';
import { CloudflareApi } from './cloudflare-api';
import { COMPATIBILITY_DATE } from './limits';
import { demandOurs, demandUntouched, demandValues } from './demands';
import { checkSize, entriesOf, planModules } from './plan';
import { receiptOf } from './receipt';
import {
	digestFiles,
	digestSettings,
	printTag,
	type ReleaseTag,
} from './release-tag';
import { isDeployed, rollOut } from './roll-out';
import {
	findVersion,
	mainVersion,
	releasesOf,
	Script,
	type WorkerState,
} from './script';
import { readSecretValues, type SecretValues } from './secret-values';
import type { WorkerSettings } from './settings';
import { readEdgeFunctions } from './sources';
import type { WorkerUpload } from './upload-form';

export interface WorkerTargetOptions {
	readonly runtime: ProviderRuntime;
	readonly settings: WorkerSettings;
	/** With trailing slash; null for a Worker without an address. */
	readonly publicAddress: string | null;
}

interface Prepared {
	readonly manifest: DeploymentManifest;
	readonly entrypoint: string;
	readonly plan: TransferPlan;
	readonly tag: ReleaseTag;
	readonly secretValues: SecretValues | null;
	/** Of what was live; null for none. */
	readonly deploymentId: string | null;
}

const UNKNOWN_ADDRESS = 'https://worker.invalid/';

/**
 * A Worker, deployed as a version: visitors get the old one or the new one. Every part of it travels with each version,
 * because Cloudflare takes them together only.
 */
export class WorkerTarget implements DeploymentTarget {
	readonly atomic = true;
	readonly maxConcurrency = 4;
	readonly baseUrl: string;
	readonly #runtime: ProviderRuntime;
	readonly #settings: WorkerSettings;
	readonly #publicAddress: string | null;
	readonly #script: Script;
	readonly #domain: CustomDomain;
	readonly #ledger: DeploymentLedger;
	readonly #bodies = new Map< string, Blob >();
	#prepared: Prepared | null = null;

	constructor( { runtime, settings, publicAddress }: WorkerTargetOptions ) {
		const api = new CloudflareApi( runtime );
		this.#runtime = runtime;
		this.#settings = settings;
		this.#publicAddress = publicAddress;
		this.#script = new Script( api, settings );
		this.#domain = new CustomDomain( api, settings );
		this.#ledger = runtime.ledger( DEPLOYMENT_TYPES.EDGE_FUNCTIONS );
		this.baseUrl = publicAddress ?? UNKNOWN_ADDRESS;
	}

	edgeFunctions( options: OperationOptions ): Promise< EdgeFunctions > {
		return readEdgeFunctions( this.#runtime, this.#settings, options );
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const { entrypoint } = manifest;
		if ( entrypoint === undefined || ! manifest.files.has( entrypoint ) ) {
			throw new AetherError(
				'contract_violated',
				'The manifest does not name the module that starts.'
			);
		}
		checkSize( manifest );
		const state = await this.#script.read( options );
		demandOurs( state, this.#settings );
		await this.#domain.check( options );
		const entries = entriesOf( manifest );
		const plan = planModules(
			manifest,
			await this.#deployedFiles( state, entrypoint, options )
		);
		const secretValues = await readSecretValues(
			this.#runtime,
			this.#settings,
			options
		);
		const tag: ReleaseTag = {
			fileCount: manifest.files.size,
			files: digestFiles( entries, entrypoint ),
			settings: digestSettings( this.#settings, [
				COMPATIBILITY_DATE,
				...( secretValues === null ? [] : [ secretValues.revision ] ),
			] ),
		};
		await demandValues( secretValues, tag, state, ( versionId ) =>
			this.#script.secretsRevisionOf( versionId, options )
		);
		this.#prepared = {
			manifest,
			entrypoint,
			plan,
			tag,
			secretValues,
			deploymentId: state?.deploymentId ?? null,
		};
		return plan;
	}

	async put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		signal.throwIfAborted();
		const body = await file.open( { signal } );
		signal.throwIfAborted();
		this.#bodies.set( file.path, body );
		onProgress?.( file.size );
	}

	async finalize( {
		signal,
		onStatus,
	}: FinalizeOptions ): Promise< DeploymentReceipt > {
		signal.throwIfAborted();
		const prepared = this.#requirePrepared();
		const state = await this.#script.read( { signal } );
		demandOurs( state, this.#settings );
		await this.#domain.check( { signal } );
		onStatus?.(
			__( 'Uploading the Worker', 'aether-site-exporter-providers' )
		);
		const versionId = await this.#upload( prepared, state, signal );
		onStatus?.(
			__( 'Switching visitors over', 'aether-site-exporter-providers' )
		);
		await this.#script.exposeOnWorkersDev( this.#settings.workersDev, {
			signal,
		} );
		await this.#domain.attach( { signal } );
		await this.#ledger.write( entriesOf( prepared.manifest ), { signal } );
		return receiptOf( versionId, {
			publicAddress: this.#publicAddress,
			secretsToStore:
				state === null
					? this.#settings.secretNames.filter(
							( name ) =>
								! prepared.secretValues?.names.includes( name )
						)
					: [],
			visitorsPercent: state
				? rollOut(
						versionId,
						state,
						this.#settings.rolloutPercentage
					)[ 0 ].percentage
				: 100,
		} );
	}

	async discard(): Promise< void > {
		// A version that nobody deployed shows to nobody, and the next publish of the same content uses it.
		this.#bodies.clear();
	}

	async listReleases(
		options: OperationOptions
	): Promise< readonly Release[] > {
		const state = await this.#script.read( options );
		return state === null ? [] : releasesOf( state );
	}

	async activateRelease(
		id: string,
		options: FinalizeOptions
	): Promise< DeploymentReceipt > {
		const state = await this.#script.read( options );
		findVersion( state, id );
		const shares = [ { version_id: id, percentage: 100 } ];
		if ( ! isDeployed( state, shares ) ) {
			await this.#script.deploy( shares, 'Activated in Aether', options );
		}
		return receiptOf( id, {
			publicAddress: this.#publicAddress,
			secretsToStore: [],
			visitorsPercent: 100,
		} );
	}

	#requirePrepared(): Prepared {
		const prepared = this.#prepared;
		const missing = prepared?.plan.uploads.find(
			( { path } ) => ! this.#bodies.has( path )
		);
		if ( prepared === null || missing !== undefined ) {
			throw new AetherError(
				'contract_violated',
				prepared === null
					? 'finalize() was called before prepare().'
					: `${ missing?.path } was planned, but not put.`
			);
		}
		return prepared;
	}

	/**
	 * Makes the wanted version live, or finds it so.
	 *
	 * @param prepared
	 * @param state
	 * @param signal
	 */
	async #upload(
		prepared: Prepared,
		state: WorkerState | null,
		signal: AbortSignal
	): Promise< string > {
		if ( state === null ) {
			await this.#script.create( await this.#describe( prepared ), {
				signal,
			} );
			const created = await this.#script.read( { signal } );
			const version = created && mainVersion( created );
			if ( ! version ) {
				throw new AetherError(
					'remote_failed',
					__(
						'Cloudflare took the Worker, but shows no version of it yet. Publish again.',
						'aether-site-exporter-providers'
					)
				);
			}
			return version.id;
		}
		const wanted = printTag( prepared.tag );
		// An answer may have been lost: the version can be there, and even be live.
		const [ newest ] = state.versions;
		const known = [ mainVersion( state ), newest ].find(
			( version ) => version?.tag && printTag( version.tag ) === wanted
		);
		const shares = ( versionId: string ) =>
			rollOut( versionId, state, this.#settings.rolloutPercentage );
		if ( known && isDeployed( state, shares( known.id ) ) ) {
			return known.id;
		}
		demandUntouched( state, prepared.deploymentId );
		const versionId =
			known?.id ??
			( await this.#script.addVersion( await this.#describe( prepared ), {
				signal,
			} ) );
		await this.#script.deploy(
			shares( versionId ),
			`Published by Aether (${ prepared.manifest.publishId })`,
			{ signal }
		);
		return versionId;
	}

	async #describe( prepared: Prepared ): Promise< WorkerUpload > {
		const { manifest, entrypoint, tag, secretValues } = prepared;
		return {
			settings: this.#settings,
			entrypoint,
			tag,
			publishId: manifest.publishId,
			secretValues,
			modules: await Promise.all(
				[ ...manifest.files.values() ].map( async ( file ) => ( {
					path: file.path,
					contentType: file.contentType,
					body:
						this.#bodies.get( file.path ) ?? ( await file.open() ),
				} ) )
			),
		};
	}

	/**
	 * The files of the live version, as far as the ledger tells the truth about it.
	 *
	 * @param state
	 * @param entrypoint
	 * @param options
	 */
	async #deployedFiles(
		state: WorkerState | null,
		entrypoint: string,
		options: OperationOptions
	): Promise< ReadonlyMap< string, LedgerEntry > > {
		const tags = ( state?.versions ?? [] ).filter( ( { id } ) =>
			state?.shares.some( ( share ) => share.version_id === id )
		);
		const ledger = await this.#ledger.read( options );
		const digest = ledger && digestFiles( ledger, entrypoint );
		return ledger && tags.some( ( { tag } ) => tag?.files === digest )
			? ledger
			: new Map();
	}
}
