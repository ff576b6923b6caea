import {
	AetherError,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import type {
	GitBranch,
	GitCommit,
	GitRepository,
	GitTree,
	GitTreeFile,
	NewGitCommit,
	TreeOptions,
} from '../../families/git';
import { type GitLabApi, openGitLab, projectOf } from './gitlab-api';
import { LargeCommits } from './large-commits';
import { LARGEST_LISTING, MOST_TREE_PAGES, PAGE_SIZE } from './limits';

/** What the answers below hold, as far as it is used. */
interface CommitAnswer {
	readonly id: string;
	readonly parent_ids?: readonly string[] | null;
	readonly message: string;
	readonly created_at: string;
}

const toCommit = ( answer: CommitAnswer ): GitCommit => ( {
	id: answer.id,
	parentIds: answer.parent_ids ?? [],
	message: answer.message,
	createdAt: answer.created_at,
} );

/** A project's repository over GitLab's REST API. */
export class GitLabRepository implements GitRepository {
	readonly #runtime: ProviderRuntime;
	readonly #project: string;
	readonly #largeCommits: LargeCommits;

	constructor( runtime: ProviderRuntime ) {
		this.#runtime = runtime;
		this.#project = projectOf( runtime );
		this.#largeCommits = new LargeCommits( runtime.clock );
	}

	async branch(
		name: string,
		options: OperationOptions
	): Promise< GitBranch | null > {
		const { branches } = await this.#api( options );
		const answer = await nullWhenMissing(
			branches.show( this.#project, name ),
			'Branch'
		);
		return (
			answer && {
				name: answer.name,
				head: toCommit( answer.commit as unknown as CommitAnswer ),
				canPush: answer.can_push !== false,
			}
		);
	}

	async defaultBranch( options: OperationOptions ): Promise< string | null > {
		const { projects } = await this.#api( options );
		const project = await projects.show( this.#project );
		const name: unknown = project.default_branch;
		return project.empty_repo || typeof name !== 'string' ? null : name;
	}

	async makeDefault(
		name: string,
		options: OperationOptions
	): Promise< void > {
		const { projects } = await this.#api( options );
		await projects.edit( this.#project, { defaultBranch: name } );
	}

	async branchNames(
		prefix: string,
		options: OperationOptions
	): Promise< readonly string[] > {
		const { branches } = await this.#api( options );
		const found = await branches.all( this.#project, {
			search: `^${ prefix }`,
			perPage: PAGE_SIZE,
			maxPages: 1,
		} );
		return found
			.map( ( { name } ) => name )
			.filter( ( name ) => name.startsWith( prefix ) );
	}

	async deleteBranch(
		name: string,
		options: OperationOptions
	): Promise< void > {
		const { branches } = await this.#api( options );
		await nullWhenMissing(
			branches.remove( this.#project, name ),
			'Branch'
		);
	}

	async tree(
		commitId: string,
		folder: string,
		options: TreeOptions
	): Promise< GitTree > {
		const { expectedFiles = Infinity, recursive = true } = options;
		const list = ( pagination: 'keyset' | 'none' ) =>
			this.#entries( commitId, folder, recursive, pagination, options );
		const entries =
			recursive && expectedFiles <= LARGEST_LISTING
				? await list( 'none' ).catch( ( error: unknown ) => {
						// Older versions list page by page only.
						if ( isRejected( error ) ) {
							return list( 'keyset' );
						}
						throw error;
					} )
				: await list( 'keyset' );
		const tree = new Map< string, GitTreeFile >();
		for ( const { type, path, id, mode } of entries ) {
			// Submodules count: a file cannot be created in their place.
			if ( type !== 'tree' ) {
				tree.set( path, { id, mode } );
			}
		}
		return tree;
	}

	async #entries(
		commitId: string,
		folder: string,
		recursive: boolean,
		pagination: 'keyset' | 'none',
		options: OperationOptions
	) {
		const { repositories } = await this.#api( options );
		const entries =
			( await nullWhenMissing(
				repositories.allRepositoryTrees( this.#project, {
					ref: commitId,
					...( folder === '' ? {} : { path: folder } ),
					recursive,
					// The library's types lack "none".
					pagination: pagination as 'keyset',
					...( pagination === 'none'
						? {}
						: { perPage: PAGE_SIZE, maxPages: MOST_TREE_PAGES } ),
				} ),
				'Tree'
			) ) ?? [];
		if ( entries.length >= MOST_TREE_PAGES * PAGE_SIZE ) {
			throw new AetherError(
				'quota_exceeded',
				`The repository holds more than ${ MOST_TREE_PAGES * PAGE_SIZE } files. Publish to one of its own.`
			);
		}
		return entries;
	}

	async blob(
		id: string,
		options: OperationOptions
	): Promise< Uint8Array< ArrayBuffer > > {
		const { repositories } = await this.#api( options );
		const { content } = ( await repositories.showBlob(
			this.#project,
			id
		) ) as unknown as { content: string };
		return Uint8Array.from( atob( content ), ( character ) =>
			character.charCodeAt( 0 )
		);
	}

	async commits(
		branch: string,
		page: number,
		options: OperationOptions
	): Promise< readonly GitCommit[] > {
		const { commits } = await this.#api( options );
		const found = await nullWhenMissing(
			commits.all( this.#project, {
				refName: branch,
				page,
				perPage: PAGE_SIZE,
			} ),
			'Commit'
		);
		return ( ( found ?? [] ) as unknown as CommitAnswer[] ).map( toCommit );
	}

	async commit(
		commit: NewGitCommit,
		options: OperationOptions
	): Promise< GitCommit > {
		const { commits } = await this.#api( options );
		const { branch, message, actions, startId, startBranch, force } =
			commit;
		await this.#largeCommits.pace(
			actions.reduce(
				( sum, { content = '' } ) => sum + content.length,
				0
			),
			options
		);
		const answer = await commits.create(
			this.#project,
			branch,
			message,
			actions.map( ( { path, ...action } ) => ( {
				...action,
				filePath: path,
			} ) ),
			{
				// Line counts of a large commit cost the server a comparison.
				stats: false,
				...( startId === undefined ? {} : { startSha: startId } ),
				...( startBranch === undefined ? {} : { startBranch } ),
				...( force === undefined ? {} : { force } ),
			}
		);
		return toCommit( answer as unknown as CommitAnswer );
	}

	#api( options: OperationOptions ): Promise< GitLabApi > {
		return openGitLab( this.#runtime, options );
	}
}

const isRejected = ( error: unknown ): boolean =>
	AetherError.isInstance( error ) && error.code === 'remote_rejected';

/**
 * GitLab says by name what is missing; a missing project is an error all the same.
 *
 * @param answer
 * @param what   `Branch`, `Tree`.
 */
async function nullWhenMissing< T >(
	answer: Promise< T >,
	what: string
): Promise< T | null > {
	try {
		return await answer;
	} catch ( error ) {
		const isMissing =
			AetherError.isInstance( error ) &&
			error.code === 'not_found' &&
			error.message.includes( `404 ${ what } Not Found` );
		if ( isMissing ) {
			return null;
		}
		throw error;
	}
}
