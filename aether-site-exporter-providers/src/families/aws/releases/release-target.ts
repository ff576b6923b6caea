import {
	AetherError,
	type DeploymentManifest,
	type DeploymentReceipt,
	type DeploymentTarget,
	type FinalizeOptions,
	type OperationOptions,
	type ProviderRuntime,
	type PublishFile,
	type PutOptions,
	type Release,
	type TransferPlan,
	type UrlStyle,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { DeploymentLife } from '../deployment-life';
import { WRITE_INTERVAL_MS } from '../s3/limits';
import type { ObjectStore } from '../s3/object-store';
import { repeat } from '../s3/repeat';
import { hasRules, rulesOf } from './answer-rules';
import { BlobUploads } from './blob-uploads';
import { FORMAT_VERSION } from './format';
import { collectGarbage, findOldReleases } from './garbage';
import { listKeptReleases, showKeptRelease } from './kept-releases';
import {
	GARBAGE_STEP,
	GRACE_PERIOD_MS,
	LONGEST_DEPLOYMENT_MS,
	PARALLEL_PUTS,
	SWITCH_ATTEMPTS,
} from './limits';
import { createMark, timeIn } from './names';
import { tableOf } from './path-table';
import { placeShards } from './place-shards';
import { PlannedTable } from './planned-table';
import { type PublishedBefore, readPublishedBefore } from './published-before';
import { type CurrentPointer, ReleaseStore } from './release-store';
import { isShown, shownAfter, switchPointer } from './switch-pointer';

export interface ReleaseTargetOptions {
	readonly runtime: ProviderRuntime;
	readonly store: ObjectStore;
	/** Below which all objects of the tree lie: empty, or with a slash at its end. */
	readonly root: string;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	/** How many releases stay. */
	readonly keepReleases: number;
	/** How many of the visitors get a new release, 1 to 100; the others keep what they have. Default: all. */
	readonly visitorsPercent?: number;
	readonly gracePeriodMs?: number;
}

/** A deployment whose manifest is known. */
interface Prepared {
	readonly manifest: DeploymentManifest;
	readonly before: PublishedBefore;
	readonly table: PlannedTable;
	/** Milliseconds since the epoch. */
	readonly beganAt: number;
}

/** A release tree in a bucket: everything is written beside what visitors see, then one conditional write shows it. */
export class ReleaseTarget implements DeploymentTarget {
	readonly atomic = true;
	/** The Worker does. */
	readonly matchesQueries = true;
	readonly maxConcurrency = PARALLEL_PUTS;
	readonly baseUrl: string;
	readonly urlStyle: UrlStyle;
	readonly #options: ReleaseTargetOptions;
	readonly #releases: ReleaseStore;
	readonly #life = new DeploymentLife();
	readonly #mark: string;
	readonly #uploads: BlobUploads;
	#prepared: Prepared | null = null;
	#id: string | null = null;
	#receipt: DeploymentReceipt | null = null;

	constructor( options: ReleaseTargetOptions ) {
		this.#options = options;
		this.baseUrl = options.baseUrl;
		this.urlStyle = options.urlStyle;
		this.#releases = new ReleaseStore( options.store, options.root );
		this.#mark = createMark( options.runtime.clock );
		this.#uploads = new BlobUploads(
			options.store,
			this.#releases.keys,
			this.#mark
		);
	}

	async prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		const { runtime, gracePeriodMs = GRACE_PERIOD_MS } = this.#options;
		const beganAt = runtime.clock.now();
		const planned = tableOf( manifest );
		const before = await this.#life.run( options.signal, ( signal ) =>
			readPublishedBefore( this.#releases, planned, runtime.logger, {
				signal,
				now: beganAt,
				foundAfter: beganAt - gracePeriodMs + LONGEST_DEPLOYMENT_MS,
			} )
		);
		const table = new PlannedTable( manifest, planned, before );
		this.#prepared = { manifest, before, table, beganAt };
		return table.plan;
	}

	async put( file: PublishFile, options: PutOptions ): Promise< void > {
		await this.#life.run( options.signal, async ( signal ) => {
			const { table } = this.#demandPrepared();
			if ( ! table.hasContent( file.sha256 ) ) {
				const name = await this.#uploads.send( file, {
					...options,
					signal,
				} );
				table.addBlob( file.sha256, name );
			}
			table.add( file );
		} );
	}

	async finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		this.#receipt ??= await this.#life.run( options.signal, ( signal ) =>
			this.#finalize( signal )
		);
		return this.#receipt;
	}

	async discard( reason: unknown ): Promise< void > {
		if ( ! this.#receipt ) {
			this.#life.end( reason );
		}
	}

	async listReleases(
		options: OperationOptions
	): Promise< readonly Release[] > {
		const kept = await listKeptReleases( this.#releases, {
			...this.#retention(),
			...options,
		} );
		return kept.map( ( release ) => ( {
			...release,
			previewUrl: previewAddress( this.baseUrl, release.id ),
		} ) );
	}

	async activateRelease(
		id: string,
		options: FinalizeOptions
	): Promise< DeploymentReceipt > {
		const kept = { ...this.#retention(), signal: options.signal };
		// Nobody else repeats it, and a publish may have written the pointer a moment ago.
		await repeat( () => showKeptRelease( this.#releases, id, kept ), {
			...kept,
			attempts: SWITCH_ATTEMPTS,
			firstDelayMs: WRITE_INTERVAL_MS,
			isWorthwhile: ( { code } ) => code === 'rate_limited',
		} );
		return { url: this.baseUrl, releaseId: id };
	}

	async #finalize( signal: AbortSignal ): Promise< DeploymentReceipt > {
		const { manifest, before, table } = this.#demandPrepared();
		table.demandComplete();
		const rules = rulesOf( manifest );
		if (
			before.release &&
			! table.hasChanges &&
			hasRules( before.release, rules )
		) {
			await this.#show( before.release.id, signal );
			return { url: this.baseUrl, releaseId: before.release.id };
		}
		this.#demandInTime();
		const createdAt = this.#createdAt( before );
		const id = this.#releaseId( manifest, createdAt );
		const shards = await placeShards(
			this.#releases,
			table,
			before.release,
			{
				mark: this.#mark,
				signal,
			}
		);
		await this.#releases.writeRelease(
			{
				format: FORMAT_VERSION,
				id,
				publishId: manifest.publishId,
				createdAt,
				...( before.checkedAt === undefined
					? {}
					: { checkedAt: before.checkedAt } ),
				fileCount: table.fileCount,
				shards,
				...rules,
			},
			{ signal }
		);
		const current = await this.#show( id, signal );
		return {
			url: this.baseUrl,
			releaseId: id,
			...( await this.#collectGarbage( current, signal ) ),
		};
	}

	/**
	 * To all visitors, or to some. Where the release that they have is damaged, nobody keeps it.
	 *
	 * @param id
	 * @param signal
	 */
	async #show( id: string, signal: AbortSignal ): Promise< CurrentPointer > {
		const { current, release } = this.#demandPrepared().before;
		const { pointer } = current;
		const isDamaged = release === null && pointer?.canary === undefined;
		const shown = shownAfter(
			id,
			pointer,
			isDamaged ? 100 : ( this.#options.visitorsPercent ?? 100 )
		);
		return isShown( shown, pointer )
			? current
			: switchPointer( this.#releases, shown, current, {
					clock: this.#options.runtime.clock,
					signal,
				} );
	}

	/**
	 * Visitors have the new site already: what fails here is said, and done by the next publish.
	 *
	 * @param current
	 * @param signal
	 */
	async #collectGarbage(
		current: CurrentPointer,
		signal: AbortSignal
	): Promise< Pick< DeploymentReceipt, 'warnings' > > {
		const { runtime, store } = this.#options;
		const retention = this.#retention();
		if ( this.#hasNoGarbage( current, retention ) ) {
			return {};
		}
		try {
			await collectGarbage( store, this.#releases, {
				...retention,
				current,
				most: Math.max( GARBAGE_STEP, 2 * this.#uploads.count ),
				signal,
			} );
			return {};
		} catch ( error ) {
			runtime.logger.warn( 'Old releases could not be removed.', {
				error,
			} );
			return {
				warnings: [
					'The site is published, but old releases could not be removed.',
				],
			};
		}
	}

	#retention() {
		const { runtime, keepReleases, gracePeriodMs } = this.#options;
		return {
			keep: keepReleases,
			clock: runtime.clock,
			...( gracePeriodMs === undefined ? {} : { gracePeriodMs } ),
		};
	}

	/** Rejects a release whose blobs others may take for garbage, because it was begun so long ago. */
	#demandInTime(): void {
		const { beganAt } = this.#demandPrepared();
		const now = this.#options.runtime.clock.now();
		if ( now - beganAt > LONGEST_DEPLOYMENT_MS ) {
			throw new AetherError(
				'conflict',
				__(
					'This publish began more than twelve hours ago, so it does not go live any more. Publish again.',
					'aether-site-exporter-providers'
				)
			);
		}
	}

	/**
	 * Whether none of the releases that were there before need go, now that there is one more. Nothing is removed by this
	 * list: it has grown old.
	 *
	 * @param current
	 * @param current.pointer
	 * @param retention
	 */
	#hasNoGarbage(
		{ pointer }: CurrentPointer,
		retention: Parameters< typeof findOldReleases >[ 2 ]
	): boolean {
		const { releases } = this.#demandPrepared().before;
		if ( releases === null || pointer === null ) {
			return false;
		}
		const newest = {
			id: pointer.canary?.release ?? pointer.release,
			modifiedAt: retention.clock.now(),
		};
		return (
			findOldReleases( [ newest, ...releases ], pointer, retention )
				.length === 0
		);
	}

	/**
	 * The same for each attempt of one deployment; in the order of time; not to be guessed, because it opens a preview.
	 *
	 * @param manifest
	 * @param createdAt
	 */
	#releaseId( manifest: DeploymentManifest, createdAt: string ): string {
		const publish = manifest.publishId.replace( /[^\w-]/g, '' );
		this.#id ??= `${ timeIn( createdAt ) }-${ publish }`;
		return this.#id;
	}

	/**
	 * Later than the release that it follows, also on a computer whose clock is behind.
	 *
	 * @param before
	 * @param before.release
	 */
	#createdAt( { release }: PublishedBefore ): string {
		const now = this.#options.runtime.clock.now();
		const last = release ? Date.parse( release.createdAt ) : 0;
		return new Date( Math.max( now, last + 1 ) ).toISOString();
	}

	#demandPrepared(): Prepared {
		if ( ! this.#prepared ) {
			throw new AetherError(
				'contract_violated',
				'The deployment was not prepared.'
			);
		}
		return this.#prepared;
	}
}

/**
 * Where the Worker shows a kept release to one browser only.
 *
 * @param baseUrl
 * @param releaseId
 */
function previewAddress( baseUrl: string, releaseId: string ): string {
	const address = new URL( baseUrl );
	address.searchParams.set( 'aether-preview', releaseId );
	return address.href;
}
