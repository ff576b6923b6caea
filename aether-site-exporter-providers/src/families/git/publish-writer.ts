import {
	AetherError,
	type OperationOptions,
	type PublishFile,
} from '@aether/provider-sdk';
import { ActionBuffer, type PathActions } from './action-buffer';
import type { BaseState } from './base-state';
import { ByteBudget } from './byte-budget';
import { readMessage, writeMessage } from './commit-message';
import { encodeContent } from './encode-content';
import { LARGEST_COMMIT, OPEN_AT_ONCE, SMALLEST_COMMIT } from './limits';
import { nameForeign } from './ownership';
import { type GitPlace, prefixOf } from './place';
import type { GitPlan, GitUpload } from './plan';
import type { GitCommit } from './repository';
import { movedError, sendCommit } from './send-commit';
import { temporaryBranch } from './temporary-branch';

export interface PublishTitle {
	readonly publishId: string;
	readonly title: string;
	readonly fileCount: number;
	/** Which plan of this publish it is, from 1. */
	readonly attempt: number;
}

/**
 * The way of one plan into the branch. Actions gather until they fill a commit; what does not fit into one goes to a
 * temporary branch, and the last commit moves the branch to all of it at once.
 */
export class PublishWriter {
	readonly #place: GitPlace;
	readonly #plan: GitPlan;
	readonly #publish: PublishTitle;
	readonly #buffer = new ActionBuffer();
	readonly #opening = new ByteBudget( OPEN_AT_ONCE );
	readonly #sent = new Set< string >();
	readonly #base: BaseState;
	#temporary: { readonly name: string; head: string | null } | null = null;
	#parts = 0;
	#largest = LARGEST_COMMIT;
	#queue: Promise< unknown > = Promise.resolve();

	constructor(
		place: GitPlace,
		base: BaseState,
		plan: GitPlan,
		publish: PublishTitle
	) {
		this.#place = place;
		this.#base = base;
		this.#plan = plan;
		this.#publish = publish;
		for ( const path of plan.removals ) {
			this.#buffer.set( path, [ { action: 'delete', path } ] );
		}
		for ( const { path, content } of place.companions ) {
			if ( base.missingCompanions.has( path ) ) {
				this.#buffer.set( path, [
					{ action: 'create', path, content, encoding: 'text' },
				] );
			}
		}
	}

	/** Nothing differs. */
	get isIdle(): boolean {
		return this.#buffer.isEmpty && this.#temporary === null;
	}

	/** The branch that holds what was sent so far; null while nothing was. */
	get temporaryBranch(): string | null {
		return this.#temporary?.name ?? null;
	}

	/** Resolves when no request is on its way any more, whatever became of it. */
	async settled(): Promise< void > {
		await this.#queue.catch( () => {} );
	}

	/**
	 * Opens and takes one file; sends a part when the buffer is full.
	 *
	 * @param file
	 * @param options
	 */
	async add( file: PublishFile, options: OperationOptions ): Promise< void > {
		const { signal } = options;
		signal.throwIfAborted();
		// Nothing new is opened while a full buffer travels.
		await this.settled();
		signal.throwIfAborted();
		const giveBack = await this.#opening.take( file.size, options );
		try {
			const blob = await file.open( { signal } );
			const bytes = new Uint8Array( await blob.arrayBuffer() );
			signal.throwIfAborted();
			const path = `${ prefixOf( this.#place ) }${ file.path }`;
			const upload = this.#plan.uploads.get( file.path );
			this.#buffer.set( path, this.#actionsFor( path, upload, bytes ) );
			await this.#inTurn( () => this.#sendFullParts( options ) );
		} finally {
			giveBack();
		}
	}

	/**
	 * Sends what is left and moves the branch.
	 *
	 * @param  options
	 * @throws {AetherError} `conflict` when the branch is not where the plan found it.
	 */
	async finish( options: OperationOptions ): Promise< GitCommit > {
		return this.#inTurn( async () => {
			const applied = await this.#findApplied( options );
			if ( applied !== null ) {
				return applied;
			}
			for (;;) {
				await this.#sendFullParts( options );
				const chosen = this.#buffer.next( this.#largest );
				try {
					return await this.#sendLast( chosen, options );
				} catch ( error ) {
					this.#shrink( chosen, error );
				}
			}
		} );
	}

	#actionsFor(
		path: string,
		upload: GitUpload | undefined,
		bytes: Uint8Array
	): PathActions {
		const content = encodeContent( bytes );
		const isThere =
			this.#sent.has( path ) || ( upload?.verb ?? 'update' ) === 'update';
		if ( isThere ) {
			return [ { action: 'update', path, ...content } ];
		}
		const create = { action: 'create', path, ...content } as const;
		return upload?.verb === 'replace'
			? [ { action: 'delete', path }, create ]
			: [ create ];
	}

	async #sendFullParts( options: OperationOptions ): Promise< void > {
		// The last path stays: the commit that moves the branch needs an action.
		while (
			! this.#buffer.fits( this.#largest ) &&
			this.#buffer.next( Infinity ).size > 1
		) {
			const chosen = this.#buffer.next( this.#largest );
			try {
				await this.#sendPart( chosen, options );
			} catch ( error ) {
				this.#shrink( chosen, error );
			}
		}
	}

	async #sendPart(
		chosen: ReadonlyMap< string, PathActions >,
		options: OperationOptions
	): Promise< void > {
		const { repository, clock } = this.#place;
		const start = this.#base.start?.id ?? null;
		this.#temporary ??= {
			name: temporaryBranch(
				this.#place,
				`${ this.#publish.publishId }-${ this.#publish.attempt }`
			),
			head: null,
		};
		const { name, head } = this.#temporary;
		const commit = await sendCommit(
			repository,
			{
				branch: name,
				message: this.#message( this.#parts + 1 ),
				actions: [ ...chosen.values() ].flat(),
				// An empty repository takes its first branch without a start.
				...( head === null && start !== null
					? { startId: start }
					: {} ),
			},
			head,
			clock,
			options
		);
		if ( ( commit.parentIds[ 0 ] ?? null ) !== ( head ?? start ) ) {
			throw movedError( name );
		}
		this.#temporary.head = commit.id;
		this.#parts++;
		this.#forget( chosen );
	}

	async #sendLast(
		chosen: ReadonlyMap< string, PathActions >,
		options: OperationOptions
	): Promise< GitCommit > {
		const { repository, clock } = this.#place;
		const { branch } = this.#base;
		const parent = this.#expectedParent();
		const commit = await sendCommit(
			repository,
			{
				branch,
				message: this.#message(),
				actions: [ ...chosen.values() ].flat(),
				...this.#startOfLast(),
			},
			this.#tip,
			clock,
			options
		);
		this.#forget( chosen );
		if ( parent !== null && ! commit.parentIds.includes( parent ) ) {
			throw movedError( branch );
		}
		return commit;
	}

	#expectedParent(): string | null {
		return this.#temporary?.head ?? this.#base.start?.id ?? null;
	}

	/** What the branch points to before the last commit. */
	get #tip(): string | null {
		return ( this.#base.head ?? this.#base.replaces )?.id ?? null;
	}

	#startOfLast() {
		const { head, start } = this.#base;
		const force = this.#tip === null ? {} : { force: true };
		if ( this.#temporary !== null ) {
			return { startBranch: this.#temporary.name, ...force };
		}
		return head === null && start !== null
			? { startId: start.id, ...force }
			: {};
	}

	/**
	 * What the last commit finds on the branch: where the plan left it, or this very publish, whose answer was lost.
	 *
	 * @param options
	 */
	async #findApplied(
		options: OperationOptions
	): Promise< GitCommit | null > {
		const { repository, deployment } = this.#place;
		const { branch } = this.#base;
		const head = ( await repository.branch( branch, options ) )?.head;
		if ( ( head?.id ?? null ) === this.#tip ) {
			return null;
		}
		const said = head && readMessage( head.message );
		if (
			head &&
			said?.publishId === this.#publish.publishId &&
			said.deployment === deployment &&
			said.part === undefined
		) {
			return head;
		}
		throw movedError( branch );
	}

	#message( part?: number ): string {
		const { folder, deployment } = this.#place;
		const { publishId, title, fileCount } = this.#publish;
		const ours = [ ...this.#plan.uploads.values() ].map(
			( { repositoryPath } ) => repositoryPath
		);
		const stays = new Set( [
			...this.#plan.foreign,
			...this.#plan.removals,
		] );
		for ( const path of this.#base.tree.keys() ) {
			if ( ! stays.has( path ) ) {
				ours.push( path );
			}
		}
		return writeMessage( title, {
			publishId,
			deployment,
			folder,
			fileCount,
			base: this.#expectedParent(),
			foreign: nameForeign( this.#plan.foreign, ours, folder ),
			...( part === undefined ? {} : { part } ),
		} );
	}

	/**
	 * After a refusal by size: smaller parts from now on.
	 *
	 * @param  chosen What was refused.
	 * @param  cause
	 * @throws {AetherError} When it was refused for another reason, or cannot be divided.
	 */
	#shrink(
		chosen: ReadonlyMap< string, PathActions >,
		cause: unknown
	): void {
		const [ only ] = chosen.keys();
		if (
			! AetherError.isInstance( cause ) ||
			cause.code !== 'payload_too_large'
		) {
			throw cause;
		}
		if ( chosen.size <= 1 || this.#largest <= SMALLEST_COMMIT ) {
			throw new AetherError(
				'payload_too_large',
				`${ only } is too large for this server. Leave it out of the site, or raise the limit of the server.`,
				{ cause, details: { path: only ?? '' } }
			);
		}
		this.#largest = Math.max(
			SMALLEST_COMMIT,
			Math.floor( Math.min( this.#largest, this.#buffer.size ) / 2 )
		);
	}

	#forget( chosen: ReadonlyMap< string, PathActions > ): void {
		for ( const [ path, actions ] of chosen ) {
			this.#buffer.delete( path );
			if ( actions.some( ( { action } ) => action !== 'delete' ) ) {
				this.#sent.add( path );
			}
		}
	}

	#inTurn< T >( task: () => Promise< T > ): Promise< T > {
		const turn = this.#queue.catch( () => {} ).then( task );
		this.#queue = turn;
		return turn;
	}
}
