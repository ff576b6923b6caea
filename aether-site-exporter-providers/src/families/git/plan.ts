import {
	isTargetPath,
	type DeploymentManifest,
	type PublishFile,
	type TargetPath,
	type TransferPlan,
	type TransferReason,
} from '@aether/provider-sdk';
import type { GitTree } from './repository';

/** The mode of every file that we write. */
export const PLAIN_FILE = '100644';

/** What one file needs to be in the tree as it shall be. */
export interface GitUpload {
	readonly file: PublishFile;
	/** From the repository's root. */
	readonly repositoryPath: string;
	readonly reason: TransferReason;
	/** `replace`: what is there is a link or has another mode, which an update would keep. */
	readonly verb: 'create' | 'update' | 'replace';
}

export interface GitPlan {
	readonly uploads: ReadonlyMap< TargetPath, GitUpload >;
	/** From the repository's root. */
	readonly removals: readonly string[];
	readonly unchanged: number;
	/** Files in the folder that stay although they are not ours. */
	readonly foreign: readonly string[];
}

export interface GitPlanInput {
	readonly files: DeploymentManifest[ 'files' ];
	/** Where the files lie, with a slash at its end; empty: the repository's root. */
	readonly prefix: string;
	/** What the folder holds now. */
	readonly tree: GitTree;
	/** Paths that our last commit owned. */
	readonly owned: ReadonlySet< string >;
	/** Removes everything else as well. */
	readonly managesFolder: boolean;
	/** Paths that belong to others even then. */
	readonly isReserved: ( path: string ) => boolean;
	readonly signal: AbortSignal;
}

/**
 * Compares what shall be with what is there, by blob id.
 *
 * @param input
 */
export async function planGitTransfer(
	input: GitPlanInput
): Promise< GitPlan > {
	const { files, prefix, tree, signal } = input;
	const uploads = new Map< TargetPath, GitUpload >();
	for ( const [ path, file ] of files ) {
		signal.throwIfAborted();
		const repositoryPath = `${ prefix }${ path }`;
		const there = tree.get( repositoryPath );
		if ( there === undefined ) {
			uploads.set( path, {
				file,
				repositoryPath,
				reason: 'new',
				verb: 'create',
			} );
			continue;
		}
		const isPlain = there.mode === PLAIN_FILE;
		if ( ! isPlain || ( await file.digest( 'git-sha1' ) ) !== there.id ) {
			uploads.set( path, {
				file,
				repositoryPath,
				reason: 'content',
				verb: isPlain ? 'update' : 'replace',
			} );
		}
	}
	const leftOver = [ ...tree.keys() ].filter(
		( path ) => ! files.has( path.slice( prefix.length ) as TargetPath )
	);
	const wanted = foldersOf( files.keys(), prefix );
	const goes = ( path: string ): boolean =>
		! input.isReserved( path ) &&
		( input.managesFolder ||
			input.owned.has( path ) ||
			// A file that stands where a folder must be, or in a folder that must be a file.
			wanted.has( path ) ||
			standsBelowFile( path, prefix, files ) );
	const removals = leftOver.filter( goes );
	const gone = new Set( removals );
	return {
		uploads,
		removals,
		unchanged: files.size - uploads.size,
		foreign: leftOver.filter( ( path ) => ! gone.has( path ) ),
	};
}

/**
 * As the contract shows it: paths as visitors know them.
 *
 * @param plan
 * @param prefix
 */
export const toTransferPlan = (
	plan: GitPlan,
	prefix: string
): TransferPlan => ( {
	uploads: [ ...plan.uploads ].map( ( [ path, { reason } ] ) => ( {
		path,
		reason,
	} ) ),
	removals: plan.removals
		.map( ( path ) => path.slice( prefix.length ) )
		.filter( isTargetPath ),
	unchanged: plan.unchanged,
} );

function foldersOf(
	paths: Iterable< string >,
	prefix: string
): ReadonlySet< string > {
	const folders = new Set< string >();
	for ( const path of paths ) {
		const segments = path.split( '/' );
		for ( let length = 1; length < segments.length; length++ ) {
			folders.add( prefix + segments.slice( 0, length ).join( '/' ) );
		}
	}
	return folders;
}

function standsBelowFile(
	path: string,
	prefix: string,
	files: DeploymentManifest[ 'files' ]
): boolean {
	const segments = path.slice( prefix.length ).split( '/' );
	return segments.some(
		( _, index ) =>
			index > 0 &&
			files.has( segments.slice( 0, index ).join( '/' ) as TargetPath )
	);
}
