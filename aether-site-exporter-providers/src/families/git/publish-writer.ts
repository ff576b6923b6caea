import {
	AetherError,
	type OperationOptions,
	type PublishFile,
	toAetherError,
} from '@aether/provider-sdk';
import { ActionBuffer, type PathActions } from './action-buffer';
import type { BaseState } from './base-state';
import { readMessage, writeMessage } from './commit-message';
import { encodeContent } from './encode-content';
import { LARGEST_COMMIT, SMALLEST_COMMIT } from './limits';
import { nameForeign } from './ownership';
import { type GitPlace, prefixOf } from './place';
import type { GitPlan, GitUpload } from './plan';
import type { GitCommit } from './repository';
import { movedError, sendCommit } from './send-commit';
import { temporaryBranch } from './temporary-branch';

/** Gives an empty repository the commit that a temporary branch can start from; the publish takes it away. */
const PLACEHOLDER = '.aether-first-commit';

export interface PublishTitle {
	readonly publishId: string;
	readonly title: string;
	readonly fileCount: number;
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
	readonly #sent = new Set< string >();
	#base: BaseState;
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
		await this.#queue.catch( () => {} );
		signal.throwIfAborted();
		const blob = await file.open( { signal } );
		const bytes = new Uint8Array( await blob.arrayBuffer() );
		signal.throwIfAborted();
		const path = `${ prefixOf( this.#place ) }${ file.path }`;
		this.#buffer.set(
			path,
			this.#actionsFor( path, this.#plan.uploads.get( file.path ), bytes )
		);
		await this.#inTurn( () => this.#sendFullParts( options ) );
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
		const start = await this.#ensureStart( options );
		this.#temporary ??= {
			name: temporaryBranch( this.#place, this.#publish.publishId ),
			head: null,
		};
		const { name, head } = this.#temporary;
		const commit = await sendCommit(
			repository,
			{
				branch: name,
				message: this.#message( this.#parts + 1 ),
				actions: [ ...chosen.values() ].flat(),
				...( head === null ? { startId: start } : {} ),
			},
			head,
			clock,
			options
		);
		if ( commit.parentIds[ 0 ] !== ( head ?? start ) ) {
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
		const { repository, branch, clock } = this.#place;
		const { head } = this.#base;
		const parent = this.#expectedParent();
		const commit = await sendCommit(
			repository,
			{
				branch,
				message: this.#message(),
				actions: [ ...chosen.values() ].flat(),
				...this.#startOfLast(),
			},
			head?.id ?? null,
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

	#startOfLast() {
		const { head, start } = this.#base;
		if ( this.#temporary !== null ) {
			return {
				startBranch: this.#temporary.name,
				...( head === null ? {} : { force: true } ),
			};
		}
		return head === null && start !== null ? { startId: start.id } : {};
	}

	/**
	 * What the last commit finds on the branch: where the plan left it, or this very publish, whose answer was lost.
	 *
	 * @param options
	 */
	async #findApplied(
		options: OperationOptions
	): Promise< GitCommit | null > {
		const { repository, branch, deployment } = this.#place;
		const head = ( await repository.branch( branch, options ) )?.head;
		if ( ( head?.id ?? null ) === ( this.#base.head?.id ?? null ) ) {
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

	/**
	 * @param options
	 * @return The commit that a temporary branch starts from.
	 */
	async #ensureStart( options: OperationOptions ): Promise< string > {
		if ( this.#base.start !== null ) {
			return this.#base.start.id;
		}
		const { repository, branch, clock } = this.#place;
		const first = await sendCommit(
			repository,
			{
				branch,
				message: this.#message( 0 ),
				actions: [
					{
						action: 'create',
						path: PLACEHOLDER,
						content: '',
						encoding: 'text',
					},
				],
			},
			null,
			clock,
			options
		);
		this.#base = { ...this.#base, head: first, start: first };
		this.#buffer.set( PLACEHOLDER, [
			{ action: 'delete', path: PLACEHOLDER },
		] );
		return first.id;
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
		const error = toAetherError( cause );
		const [ only ] = chosen.keys();
		if ( error.code !== 'payload_too_large' ) {
			throw error;
		}
		if ( chosen.size <= 1 || this.#largest <= SMALLEST_COMMIT ) {
			throw new AetherError(
				'payload_too_large',
				`${ only } is too large for this server. Leave it out of the site, or raise the limit of the server.`,
				{ cause: error, details: { path: only ?? '' } }
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
