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
import { type ReleaseServerRuntime, send } from './requests';

/** The most hashes that the server takes in one question. */
export const LARGEST_QUESTION = 500;

interface StoredFile {
	readonly sha256: string;
	readonly contentType: string;
}

interface StoredRelease {
	readonly id: string;
	readonly createdAt: string;
	readonly active: boolean;
	readonly files: Readonly< Record< string, StoredFile > >;
}

interface OpenDeployment {
	/** What the release will say of each path. */
	readonly files: Map< string, StoredFile >;
	readonly waiting: Set< TargetPath >;
	/** The release, once the server has taken it: finalize() may be called again. */
	releaseId: string | null;
}

/** One deployment to a release server: bodies first, then one release, then one switch. */
export class ReleaseTarget implements RollbackTarget {
	readonly atomic = true;
	readonly maxConcurrency = 6;
	readonly baseUrl: string;
	readonly #runtime: ReleaseServerRuntime;
	#deployment: OpenDeployment | null = null;

	constructor( runtime: ReleaseServerRuntime ) {
		this.#runtime = runtime;
		this.baseUrl = runtime.config.public_url.replace( /\/?$/, '/' );
	}

	async prepare(
		manifest: DeploymentManifest,
		{ signal }: OperationOptions
	): Promise< TransferPlan > {
		signal.throwIfAborted();
		const files = [ ...manifest.files.values() ];
		const active = ( await this.#releases( signal ) ).find(
			( release ) => release.active
		);
		const missing = await this.#missing( files, signal );
		const uploads = files.flatMap( ( file ) => {
			const reason = reasonFor( file, active?.files[ file.path ] );
			const isMissing = missing.has( file.sha256 );
			return reason === null && ! isMissing
				? []
				: [ { path: file.path, reason: reason ?? 'content' } ];
		} );
		this.#deployment = {
			files: new Map(
				files.map( ( { path, sha256, contentType } ) => [
					path,
					{ sha256, contentType },
				] )
			),
			waiting: new Set( uploads.map( ( { path } ) => path ) ),
			releaseId: null,
		};
		return {
			uploads,
			removals: Object.keys( active?.files ?? {} ).filter(
				( path ) => ! manifest.files.has( path as TargetPath )
			) as TargetPath[],
			unchanged: files.length - uploads.length,
		};
	}

	async put(
		file: PublishFile,
		{ signal, onProgress }: PutOptions
	): Promise< void > {
		signal.throwIfAborted();
		const { files, waiting } = this.#require( 'put' );
		const body = await file.open( { signal } );
		signal.throwIfAborted();
		await send( this.#runtime, `blobs/${ file.sha256 }`, {
			method: 'PUT',
			body,
			signal,
		} );
		files.set( file.path, {
			sha256: file.sha256,
			contentType: file.contentType,
		} );
		waiting.delete( file.path );
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
		onStatus?.( 'Switching to the new release' );
		deployment.releaseId ??= await this.#createRelease(
			deployment.files,
			signal
		);
		const receipt = await this.activateRelease( deployment.releaseId, {
			signal,
		} );
		this.#deployment = null;
		return receipt;
	}

	/** Bodies without a release are nobody's: the server drops them in its own time. */
	async discard(): Promise< void > {
		this.#deployment = null;
	}

	async listReleases( {
		signal,
	}: OperationOptions ): Promise< readonly Release[] > {
		const releases = await this.#releases( signal );
		return releases.map( ( { id, createdAt, active, files } ) => ( {
			id,
			createdAt,
			active,
			fileCount: Object.keys( files ).length,
		} ) );
	}

	async activateRelease(
		id: string,
		{ signal }: FinalizeOptions
	): Promise< DeploymentReceipt > {
		await send( this.#runtime, 'current', {
			method: 'PUT',
			json: { id },
			signal,
		} );
		return { url: this.baseUrl, releaseId: id };
	}

	async #createRelease(
		files: ReadonlyMap< string, StoredFile >,
		signal: AbortSignal
	): Promise< string > {
		const response = await send( this.#runtime, 'releases', {
			method: 'POST',
			json: {
				createdAt: new Date( this.#runtime.clock.now() ).toISOString(),
				files: Object.fromEntries( files ),
			},
			signal,
		} );
		const { id } = ( await response.json() ) as { readonly id: string };
		return id;
	}

	async #releases(
		signal: AbortSignal
	): Promise< readonly StoredRelease[] > {
		const response = await send( this.#runtime, 'releases', {
			method: 'GET',
			signal,
		} );
		return ( await response.json() ) as readonly StoredRelease[];
	}

	async #missing(
		files: readonly PublishFile[],
		signal: AbortSignal
	): Promise< ReadonlySet< string > > {
		const hashes = [ ...new Set( files.map( ( { sha256 } ) => sha256 ) ) ];
		const missing = new Set< string >();
		for ( let at = 0; at < hashes.length; at += LARGEST_QUESTION ) {
			const response = await send( this.#runtime, 'missing', {
				method: 'POST',
				json: hashes.slice( at, at + LARGEST_QUESTION ),
				signal,
			} );
			for ( const hash of ( await response.json() ) as string[] ) {
				missing.add( hash );
			}
		}
		return missing;
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

function reasonFor(
	file: PublishFile,
	stored: StoredFile | undefined
): TransferReason | null {
	if ( stored === undefined ) {
		return 'new';
	}
	if ( stored.sha256 !== file.sha256 ) {
		return 'content';
	}
	return stored.contentType === file.contentType ? null : 'headers';
}
