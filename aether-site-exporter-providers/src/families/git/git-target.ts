import {
	AetherError,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type FinalizeOptions,
	type OperationOptions,
	type PublishFile,
	type PutOptions,
	type Release,
	type TargetPath,
	type TransferPlan,
	type UrlStyle,
} from '@aether/provider-sdk';
import { type BaseState, readBaseState } from './base-state';
import { releaseCommits, toReleases } from './history';
import { DISCARD_TIMEOUT_MS, MOST_PLANS, PARALLEL_PUTS } from './limits';
import { type GitPlace, prefixOf } from './place';
import { type GitPlan, planGitTransfer, toTransferPlan } from './plan';
import { PublishWriter } from './publish-writer';
import type { GitCommit } from './repository';
import { releaseManifest } from './release-manifest';
import { sweepTemporaryBranches } from './temporary-branch';
import { verifyTree } from './verify-tree';

interface Preparation {
	readonly manifest: DeploymentManifest;
	/** The site's files and those that the host needs besides. */
	readonly files: Map< TargetPath, PublishFile >;
	readonly base: BaseState;
	readonly plan: GitPlan;
	readonly writer: PublishWriter;
}

/** A folder on a branch: visitors get the old commit or the new one. */
export class GitTarget implements DeploymentTarget {
	readonly atomic = true;
	readonly maxConcurrency = PARALLEL_PUTS;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly #place: GitPlace;
	/** Opens the line of the commit: `Publish Test site`. */
	readonly #title: string;
	/** Ends every request of this deployment when it is discarded. */
	readonly #life = new AbortController();
	readonly #put = new Set< TargetPath >();
	#preparation: Preparation | null = null;
	/** What a part was refused with because the repository is no longer what the plan knew. */
	#moved: AetherError | null = null;
	#commit: GitCommit | null = null;
	#receipt: DeploymentReceipt | null = null;

	constructor( place: GitPlace, title = `Publish ${ place.siteName }` ) {
		this.#place = place;
		this.#title = title;
		this.baseUrl = place.baseUrl;
		this.urlStyle = place.urlStyle ?? 'absolute';
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const signal = this.#alive( options.signal );
		signal.throwIfAborted();
		const files = new Map( [
			...( await this.#place.extraFiles( manifest ) ),
			...manifest.files,
		] );
		this.#preparation = await this.#plan( manifest, files, signal, 1 );
		await this.#place.checkPlan?.( this.#preparation.plan, { signal } );
		const plan = toTransferPlan(
			this.#preparation.plan,
			prefixOf( this.#place )
		);
		const isOnSite = ( { path }: { path: TargetPath } ) =>
			manifest.files.has( path );
		return {
			...plan,
			uploads: plan.uploads.filter( isOnSite ),
			unchanged:
				manifest.files.size - plan.uploads.filter( isOnSite ).length,
		};
	}

	async put( file: PublishFile, options: PutOptions ): Promise< void > {
		const { writer, files } = this.#prepared();
		const signal = this.#alive( options.signal );
		signal.throwIfAborted();
		try {
			if ( this.#moved === null ) {
				await writer.add( file, { signal } );
			}
		} catch ( error ) {
			if ( ! isConflict( error ) ) {
				throw error;
			}
			// The plan is void; finalize() makes another one.
			this.#moved = error;
		}
		files.set( file.path, file );
		this.#put.add( file.path );
		options.onProgress?.( file.size );
	}

	async finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		this.#receipt ??= await this.#finalize( options );
		return this.#receipt;
	}

	async discard( reason: unknown ): Promise< void > {
		if ( this.#commit !== null || this.#life.signal.aborted ) {
			return;
		}
		this.#life.abort( reason );
		await this.#preparation?.writer.settled();
		await this.#dropTemporary( AbortSignal.timeout( DISCARD_TIMEOUT_MS ) );
	}

	async listReleases(
		options: OperationOptions
	): Promise< readonly Release[] > {
		return toReleases( await releaseCommits( this.#place, options ) );
	}

	async activateRelease(
		id: string,
		options: FinalizeOptions
	): Promise< DeploymentReceipt > {
		const { signal } = options;
		const release = ( await releaseCommits( this.#place, options ) ).find(
			( commit ) => commit.id === id
		);
		if ( release === undefined ) {
			throw new AetherError(
				'not_found',
				'There is no such release on this branch.'
			);
		}
		const { siteName, clock } = this.#place;
		const manifest = await releaseManifest(
			this.#place,
			release,
			`return-to-${ id.slice( 0, 12 ) }-${ clock.now() }`,
			options
		);
		const target = new GitTarget(
			this.#place,
			`Return ${ siteName } to ${ id.slice( 0, 8 ) }`
		);
		try {
			const plan = await target.prepare( manifest, { signal } );
			for ( const { path } of plan.uploads ) {
				const file = manifest.files.get( path );
				if ( file ) {
					await target.put( file, { signal } );
				}
			}
			return await target.finalize( options );
		} catch ( error ) {
			await target.discard( error );
			throw error;
		}
	}

	async verify(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< void > {
		await verifyTree( this.#place, manifest, options );
	}

	async #finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		const signal = this.#alive( options.signal );
		signal.throwIfAborted();
		this.#requireEveryFile();
		const following = { ...options, signal };
		const commit = await this.#write( signal );
		await sweepTemporaryBranches( this.#place, { signal } );
		const { base, plan } = this.#prepared();
		if ( base.isReview && ( this.#commit ?? base.head ) !== null ) {
			return this.#propose( plan, signal );
		}
		const followed =
			commit &&
			( await this.#place.follow?.(
				commit,
				commit === this.#commit,
				following
			) );
		return {
			...( commit ? { releaseId: commit.id } : {} ),
			...( followed ?? { url: this.baseUrl } ),
		};
	}

	async #propose(
		plan: GitPlan,
		signal: AbortSignal
	): Promise< DeploymentReceipt > {
		const { branch, review } = this.#place;
		const address = await review?.propose(
			`${ this.#title }: ${ summarise( plan ) }`,
			{ signal }
		);
		return {
			warnings: [
				`"${ branch }" is protected: what is new goes public when this merge request is merged: ${ address }`,
			],
		};
	}

	/**
	 * Plans again while somebody else pushes in between; no commit of theirs is lost.
	 *
	 * @param signal
	 * @return The release that visitors get; null when nothing differs from an empty folder.
	 */
	async #write( signal: AbortSignal ): Promise< GitCommit | null > {
		if ( this.#commit !== null ) {
			return this.#commit;
		}
		for ( let attempt = 1; ; attempt++ ) {
			try {
				if ( attempt > 1 ) {
					await this.#planAgain( attempt, signal );
				}
				if ( this.#moved !== null ) {
					throw this.#moved;
				}
				await this.#addExtraFiles( signal );
				const { writer, base } = this.#prepared();
				if ( writer.isIdle ) {
					const found = base.release ?? base.head;
					// Others pushed around a commit of ours, which brought everything all the same.
					this.#commit = attempt > 1 ? found : null;
					return found;
				}
				this.#commit = await writer.finish( { signal } );
				return this.#commit;
			} catch ( error ) {
				this.#moved = null;
				if ( ! isConflict( error ) || attempt >= MOST_PLANS ) {
					throw error;
				}
			}
		}
	}

	async #planAgain( attempt: number, signal: AbortSignal ): Promise< void > {
		const { manifest, files } = this.#prepared();
		await this.#dropTemporary( signal ).catch( () =>
			// It has another name than the next one, and is swept away later.
			signal.throwIfAborted()
		);
		this.#preparation = await this.#plan(
			manifest,
			files,
			signal,
			attempt
		);
		const { plan, writer } = this.#preparation;
		for ( const { file } of plan.uploads.values() ) {
			await writer.add( file, { signal } );
		}
	}

	async #plan(
		manifest: DeploymentManifest,
		files: Map< TargetPath, PublishFile >,
		signal: AbortSignal,
		attempt: number
	): Promise< Preparation > {
		const place = this.#place;
		const base = await readBaseState( place, { signal } );
		const plan = await planGitTransfer( {
			files,
			prefix: prefixOf( place ),
			tree: base.tree,
			owned: base.owned,
			managesFolder: place.managesFolder,
			isReserved: ( path ) =>
				place.reserved.some(
					( name ) => path === name || path.startsWith( `${ name }/` )
				),
			signal,
		} );
		const writer = new PublishWriter( place, base, plan, {
			publishId: manifest.publishId,
			title: `${ this.#title }: ${ summarise( plan ) }`,
			fileCount: manifest.files.size,
			attempt,
		} );
		return { manifest, files, base, plan, writer };
	}

	async #addExtraFiles( signal: AbortSignal ): Promise< void > {
		const { manifest, plan, writer } = this.#prepared();
		for ( const [ path, { file } ] of plan.uploads ) {
			if ( ! manifest.files.has( path ) && ! this.#put.has( path ) ) {
				await writer.add( file, { signal } );
				this.#put.add( path );
			}
		}
	}

	#requireEveryFile(): void {
		const { plan, manifest } = this.#prepared();
		for ( const path of plan.uploads.keys() ) {
			if ( manifest.files.has( path ) && ! this.#put.has( path ) ) {
				throw new AetherError(
					'contract_violated',
					`${ path } was planned but never sent.`
				);
			}
		}
	}

	async #dropTemporary( signal: AbortSignal ): Promise< void > {
		const name = this.#preparation?.writer.temporaryBranch;
		if ( name ) {
			await this.#place.repository.deleteBranch( name, { signal } );
		}
	}

	#prepared(): Preparation {
		if ( this.#preparation === null ) {
			throw new AetherError(
				'contract_violated',
				'The deployment was not prepared.'
			);
		}
		return this.#preparation;
	}

	#alive( signal: AbortSignal ): AbortSignal {
		return AbortSignal.any( [ signal, this.#life.signal ] );
	}
}

const isConflict = ( error: unknown ): error is AetherError =>
	AetherError.isInstance( error ) && error.code === 'conflict';

function summarise( { uploads, removals }: GitPlan ): string {
	const reasons = [ ...uploads.values() ].map( ( { reason } ) => reason );
	const added = reasons.filter( ( reason ) => reason === 'new' ).length;
	return `${ added } new, ${ reasons.length - added } changed, ${ removals.length } removed`;
}
