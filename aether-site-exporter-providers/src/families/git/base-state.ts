import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import { readMessage } from './commit-message';
import { lastRelease } from './history';
import { ownedPaths } from './ownership';
import type { GitPlace } from './place';
import type { GitCommit, GitTree } from './repository';

/** What a plan starts from. */
export interface BaseState {
	/** Where the commit goes: the place's own branch, or the one that is proposed. */
	readonly branch: string;
	/** Whether somebody else merges what is committed. */
	readonly isReview: boolean;
	/** Head of the branch; null when the branch is not there yet, or is written anew. */
	readonly head: GitCommit | null;
	/** Head of a branch that is written anew. */
	readonly replaces: GitCommit | null;
	/**
	 * What the next commit builds on: the head, else that of the default branch, else what a killed first publish left;
	 * null in an empty repository.
	 */
	readonly start: GitCommit | null;
	/** Files below the folder. */
	readonly tree: GitTree;
	readonly owned: ReadonlySet< string >;
	/** Our last release on the branch. */
	readonly release: GitCommit | null;
	/** Which companions are missing, by path. */
	readonly missingCompanions: ReadonlySet< string >;
}

/**
 * @param  place
 * @param  options
 * @throws {AetherError} `permission_denied` when this account may not push to the branch, and nothing shall be proposed.
 */
export async function readBaseState(
	place: GitPlace,
	options: OperationOptions
): Promise< BaseState > {
	const { repository, branch, review } = place;
	const found = await repository.branch( branch, options );
	if ( found === null ) {
		return readNewBranch( place, options );
	}
	if ( found.canPush ) {
		return describe( place, { branch, head: found.head }, options );
	}
	if ( review !== undefined ) {
		const proposal = await readProposal(
			place,
			review.branch,
			found.head,
			options
		);
		return describe( place, proposal, options );
	}
	throw new AetherError(
		'permission_denied',
		`This account may not push to "${ branch }": the branch is protected. Give the account the role Maintainer, allow its role to push under Settings → Repository → Protected branches, let Aether open a merge request, or publish to another branch.`,
		{ details: { branch } }
	);
}

async function readNewBranch(
	place: GitPlace,
	options: OperationOptions
): Promise< BaseState > {
	const { branch } = place;
	const leftOver = await leftOverHead( place, options );
	const start = leftOver ?? ( await defaultHead( place, options ) );
	if ( start !== null ) {
		const state = await describe(
			place,
			{ branch, head: null, start },
			options
		);
		return leftOver
			? { ...state, owned: new Set( state.tree.keys() ) }
			: state;
	}
	return {
		branch,
		isReview: false,
		head: null,
		replaces: null,
		start: null,
		tree: new Map(),
		owned: new Set(),
		release: null,
		missingCompanions: companionPaths( place ),
	};
}

interface Beginning {
	readonly branch: string;
	readonly head: GitCommit | null;
	/** Default: the head. */
	readonly start?: GitCommit;
	readonly replaces?: GitCommit | null;
	readonly isReview?: boolean;
}

async function describe(
	place: GitPlace,
	beginning: Beginning,
	options: OperationOptions
): Promise< BaseState > {
	const { branch, head, replaces = null, isReview = false } = beginning;
	const start = beginning.start ?? head;
	if ( start === null ) {
		throw new AetherError( 'contract_violated', 'A branch has a head.' );
	}
	const isOnBranch = head !== null || isReview;
	const release = isOnBranch
		? await lastRelease(
				place,
				head === null ? place.branch : branch,
				start,
				options
			)
		: null;
	const tree = await place.repository.tree( start.id, place.folder, {
		...options,
		...expectFiles( release ),
	} );
	return {
		branch,
		isReview,
		head,
		replaces,
		start,
		tree,
		release,
		owned: await ownedBy( place, release, start, tree, options ),
		missingCompanions: await missingFrom( place, start, options ),
	};
}

/**
 * What was proposed earlier is added to while it still begins at the protected branch's head, else it is written anew.
 *
 * @param place
 * @param branch  The one that is proposed.
 * @param target  Head of the protected branch.
 * @param options
 */
async function readProposal(
	place: GitPlace,
	branch: string,
	target: GitCommit,
	options: OperationOptions
): Promise< Beginning > {
	const { repository } = place;
	const proposed = await repository.branch( branch, options );
	const history = proposed
		? await repository.commits( branch, 1, options )
		: [];
	const ours = history.slice(
		0,
		history.findIndex( ( { id } ) => id === target.id ) + 1
	);
	const goesOn =
		ours.length > 1 &&
		ours
			.slice( 0, -1 )
			.every( ( { message } ) => readMessage( message ) !== null );
	return goesOn && proposed
		? { branch, head: proposed.head, isReview: true }
		: {
				branch,
				head: null,
				start: target,
				replaces: proposed?.head ?? null,
				isReview: true,
			};
}

/**
 * A large first publish into an empty repository that was killed: its temporary branch is all there is, and all of it
 * is ours.
 *
 * @param place
 * @param place.repository
 * @param place.temporaryPrefix
 * @param options
 */
async function leftOverHead(
	{ repository, temporaryPrefix }: GitPlace,
	options: OperationOptions
): Promise< GitCommit | null > {
	const [ name ] = await repository.branchNames( temporaryPrefix, options );
	const first =
		name === undefined ? null : await repository.defaultBranch( options );
	return name !== undefined && ( first === null || first === name )
		? ( ( await repository.branch( name, options ) )?.head ?? null )
		: null;
}

const expectFiles = ( release: GitCommit | null ) => {
	const said = release && readMessage( release.message );
	return said ? { expectedFiles: said.fileCount + said.foreign.length } : {};
};

async function defaultHead(
	{ repository }: GitPlace,
	options: OperationOptions
): Promise< GitCommit | null > {
	const name = await repository.defaultBranch( options );
	return name === null
		? null
		: ( ( await repository.branch( name, options ) )?.head ?? null );
}

async function ownedBy(
	place: GitPlace,
	release: GitCommit | null,
	start: GitCommit,
	tree: GitTree,
	options: OperationOptions
): Promise< ReadonlySet< string > > {
	if ( release === null ) {
		return new Set();
	}
	const { repository, folder } = place;
	const expected = { ...options, ...expectFiles( release ) };
	const treeOf = async ( id: string ) =>
		id === start.id ? tree : repository.tree( id, folder, expected );
	const then = await treeOf( release.id );
	const said = readMessage( release.message );
	const owned = ownedPaths( then.keys(), said?.foreign ?? [] );
	const [ parent ] = release.parentIds;
	const base = said?.base ?? null;
	if ( parent === undefined || base === parent ) {
		return owned;
	}
	const pushed = await treeOf( parent );
	const planned =
		base === null
			? new Map()
			: await repository.tree( base, folder, expected );
	return withoutPushed( owned, then, pushed, planned );
}

/**
 * Somebody pushed between plan and commit: their new files are not ours unless our commit wrote them, too.
 *
 * @param owned
 * @param then    Tree of our commit.
 * @param pushed  Tree of the commit below it.
 * @param planned Tree of the commit that ours was planned on.
 */
const withoutPushed = (
	owned: ReadonlySet< string >,
	then: GitTree,
	pushed: GitTree,
	planned: GitTree
): ReadonlySet< string > =>
	new Set(
		[ ...owned ].filter(
			( path ) =>
				planned.has( path ) ||
				pushed.get( path )?.id !== then.get( path )?.id
		)
	);

const companionPaths = ( { companions }: GitPlace ): ReadonlySet< string > =>
	new Set( companions.map( ( { path } ) => path ) );

async function missingFrom(
	place: GitPlace,
	start: GitCommit,
	options: OperationOptions
): Promise< ReadonlySet< string > > {
	const missing = new Set< string >();
	for ( const path of companionPaths( place ) ) {
		const folder = path.slice( 0, Math.max( 0, path.lastIndexOf( '/' ) ) );
		const neighbours = await place.repository.tree( start.id, folder, {
			...options,
			recursive: false,
		} );
		if ( ! neighbours.has( path ) ) {
			missing.add( path );
		}
	}
	return missing;
}
