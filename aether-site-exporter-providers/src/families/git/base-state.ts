import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import { readMessage } from './commit-message';
import { lastRelease } from './history';
import { ownedPaths } from './ownership';
import { type GitPlace, prefixOf } from './place';
import type { GitCommit, GitTree } from './repository';

/** What a plan starts from. */
export interface BaseState {
	/** Head of the branch; null when the branch is not there yet. */
	readonly head: GitCommit | null;
	/** What the next commit builds on: the head, else that of the default branch; null in an empty repository. */
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
 * @throws {AetherError} `permission_denied` when this account may not push to the branch.
 */
export async function readBaseState(
	place: GitPlace,
	options: OperationOptions
): Promise< BaseState > {
	const { repository, branch } = place;
	const found = await repository.branch( branch, options );
	if ( found !== null && ! found.canPush ) {
		throw new AetherError(
			'permission_denied',
			`This account may not push to "${ branch }": the branch is protected. Give the account the role Maintainer, allow its role to push under Settings → Repository → Protected branches, or publish to another branch.`,
			{ details: { branch } }
		);
	}
	const start = found?.head ?? ( await defaultHead( place, options ) );
	if ( start === null ) {
		return {
			head: null,
			start: null,
			tree: new Map(),
			owned: new Set(),
			release: null,
			missingCompanions: companionPaths( place ),
		};
	}
	const everything = await repository.tree(
		start.id,
		place.companions.length > 0 ? '' : place.folder,
		options
	);
	const tree = below( everything, prefixOf( place ) );
	const release = found
		? await lastRelease( place, found.head, options )
		: null;
	return {
		head: found?.head ?? null,
		start,
		tree,
		release,
		owned: await ownedBy( place, release, start, tree, options ),
		missingCompanions: new Set(
			[ ...companionPaths( place ) ].filter(
				( path ) => ! everything.has( path )
			)
		),
	};
}

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
	const treeOf = async ( id: string ) =>
		id === start.id ? tree : repository.tree( id, folder, options );
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
			: await repository.tree( base, folder, options );
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

const below = ( tree: GitTree, prefix: string ): GitTree =>
	prefix === ''
		? tree
		: new Map(
				[ ...tree ].filter( ( [ path ] ) => path.startsWith( prefix ) )
			);
