import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify( execFile );

/** A listing of 200,000 paths fits. Bytes. */
const LARGEST_OUTPUT = 256 * 1024 * 1024;
/** A local git command that takes longer hangs. Milliseconds. */
const LONGEST_COMMAND_MS = 120_000;

export interface TreeRow {
	readonly mode: string;
	readonly type: 'blob' | 'tree' | 'commit';
	readonly id: string;
	readonly path: string;
}

export interface CommitRow {
	readonly id: string;
	readonly parentIds: readonly string[];
	readonly message: string;
	/** ISO 8601. */
	readonly createdAt: string;
}

/** What a path of the new tree shall be; null: gone. */
export interface IndexChange {
	readonly path: string;
	readonly file: { readonly mode: string; readonly id: string } | null;
}

/** The person that all commits of the stand are by; git asks for one. */
const IDENTITY = {
	GIT_AUTHOR_NAME: 'Stand',
	GIT_AUTHOR_EMAIL: 'stand@example.test',
	GIT_COMMITTER_NAME: 'Stand',
	GIT_COMMITTER_EMAIL: 'stand@example.test',
};

/** One bare repository, written with git's own plumbing: every object id is genuine. */
export class BareRepository {
	readonly directory: string;

	private constructor( directory: string ) {
		this.directory = directory;
	}

	static async create(
		directory: string,
		defaultBranch: string
	): Promise< BareRepository > {
		await mkdir( directory, { recursive: true } );
		const repository = new BareRepository( directory );
		await repository.#git( [
			'init',
			'--quiet',
			'--bare',
			`--initial-branch=${ defaultBranch }`,
			directory,
		] );
		return repository;
	}

	/**
	 * @param ref A branch, or a commit's id.
	 * @return The commit's id; null when there is none.
	 */
	async resolve( ref: string ): Promise< string | null > {
		const names = /^[0-9a-f]{40}$/.test( ref )
			? [ ref ]
			: [ `refs/heads/${ ref }` ];
		for ( const name of names ) {
			const found = await this.#text( [
				'rev-parse',
				'--quiet',
				'--verify',
				`${ name }^{commit}`,
			] ).catch( () => null );
			if ( found !== null ) {
				return found.trim();
			}
		}
		return null;
	}

	async branches(): Promise< readonly string[] > {
		const names = await this.#text( [
			'for-each-ref',
			'--format=%(refname:lstrip=2)',
			'refs/heads',
		] );
		return names.split( '\n' ).filter( ( name ) => name !== '' );
	}

	/**
	 * @param commit
	 * @param path      Folder without slashes at its ends; empty: the whole tree.
	 * @param recursive
	 * @return In git's order; null when the folder is not there.
	 */
	async tree(
		commit: string,
		path = '',
		recursive = true
	): Promise< readonly TreeRow[] | null > {
		const treeish = `${ commit }:${ path }`;
		const type = await this.#text( [ 'cat-file', '-t', treeish ] ).catch(
			() => ''
		);
		if ( type.trim() !== 'tree' ) {
			return null;
		}
		const output = await this.#text( [
			'ls-tree',
			'-z',
			...( recursive ? [ '-r', '-t' ] : [] ),
			treeish,
		] );
		return output
			.split( '\0' )
			.filter( ( line ) => line !== '' )
			.map( ( line ) => {
				const [ facts = '', name = '' ] = line.split( '\t', 2 );
				const [ mode = '', kind = '', id = '' ] = facts.split( ' ' );
				return {
					mode,
					type: kind as TreeRow[ 'type' ],
					id,
					path: path === '' ? name : `${ path }/${ name }`,
				};
			} );
	}

	async blob( id: string ): Promise< Buffer | null > {
		return this.#bytes( [ 'cat-file', 'blob', id ] ).catch( () => null );
	}

	async commit( id: string ): Promise< CommitRow > {
		const [ row ] = await this.log( id, 1 );
		if ( row === undefined ) {
			throw new Error( `There is no commit ${ id }.` );
		}
		return row;
	}

	/**
	 * @param from  A commit's id.
	 * @param limit
	 * @param skip
	 * @return Newest first.
	 */
	async log(
		from: string,
		limit: number,
		skip = 0
	): Promise< readonly CommitRow[] > {
		const output = await this.#text( [
			'log',
			'-z',
			`--max-count=${ limit }`,
			`--skip=${ skip }`,
			'--format=%H%x01%P%x01%cI%x01%B',
			from,
		] );
		return output
			.split( '\0' )
			.filter( ( line ) => line !== '' )
			.map( ( line ) => {
				const [ id = '', parents = '', createdAt = '', message = '' ] =
					line.split( '\x01' );
				return {
					id,
					parentIds: parents.split( ' ' ).filter( Boolean ),
					message: message.trimEnd(),
					createdAt,
				};
			} );
	}

	/**
	 * Stores contents as blobs, with one process for all of them.
	 *
	 * @param contents
	 * @return Their ids in the same order.
	 */
	async writeBlobs(
		contents: readonly Uint8Array[]
	): Promise< readonly string[] > {
		if ( contents.length === 0 ) {
			return [];
		}
		const folder = await mkdtemp( join( tmpdir(), 'aether-blobs-' ) );
		try {
			const files = contents.map( ( _, index ) =>
				join( folder, String( index ) )
			);
			for ( const [ index, content ] of contents.entries() ) {
				await writeFile( files[ index ] ?? '', content );
			}
			const ids = await this.#feed(
				[ 'hash-object', '-w', '--no-filters', '--stdin-paths' ],
				`${ files.join( '\n' ) }\n`
			);
			return ids.trim().split( '\n' );
		} finally {
			await rm( folder, { recursive: true, force: true } );
		}
	}

	/**
	 * Makes a commit that no branch shows yet.
	 *
	 * @param parent  Null for the first commit of a repository.
	 * @param changes
	 * @param message
	 */
	async writeCommit(
		parent: string | null,
		changes: readonly IndexChange[],
		message: string
	): Promise< string > {
		const folder = await mkdtemp( join( tmpdir(), 'aether-index-' ) );
		const index = { GIT_INDEX_FILE: join( folder, 'index' ) };
		try {
			if ( parent !== null ) {
				await this.#text( [ 'read-tree', parent ], index );
			}
			const gone = changes.filter( ( { file } ) => file === null );
			const there = changes.filter( ( { file } ) => file !== null );
			const lines = [ ...gone, ...there ].map( ( { path, file } ) =>
				file === null
					? `0 ${ '0'.repeat( 40 ) }\t${ path }\0`
					: `${ file.mode } ${ file.id }\t${ path }\0`
			);
			await this.#feed(
				[ 'update-index', '--add', '-z', '--index-info' ],
				lines.join( '' ),
				index
			);
			const tree = await this.#text( [ 'write-tree' ], index );
			const commit = await this.#feed(
				[
					'commit-tree',
					tree.trim(),
					...( parent === null ? [] : [ '-p', parent ] ),
					'-F',
					'-',
				],
				message
			);
			return commit.trim();
		} finally {
			await rm( folder, { recursive: true, force: true } );
		}
	}

	async isAncestor( ancestor: string, commit: string ): Promise< boolean > {
		return this.#text( [
			'merge-base',
			'--is-ancestor',
			ancestor,
			commit,
		] ).then(
			() => true,
			() => false
		);
	}

	/**
	 * Makes a commit that joins two others and has the second one's tree.
	 *
	 * @param first
	 * @param second  Contains the first.
	 * @param message
	 */
	async writeMerge(
		first: string,
		second: string,
		message: string
	): Promise< string > {
		const commit = await this.#feed(
			[ 'commit-tree', `${ second }^{tree}`, '-p', first, '-p', second ],
			message
		);
		return commit.trim();
	}

	/**
	 * Moves a branch from one commit to another, or fails when it is elsewhere.
	 *
	 * @param branch
	 * @param to     Null: removes the branch.
	 * @param from   Null: the branch must not exist.
	 */
	async moveBranch(
		branch: string,
		to: string | null,
		from: string | null
	): Promise< boolean > {
		const ref = `refs/heads/${ branch }`;
		const old = from ?? '0'.repeat( 40 );
		return this.#text(
			to === null
				? [ 'update-ref', '-d', ref, old ]
				: [ 'update-ref', ref, to, old ]
		).then(
			() => true,
			() => false
		);
	}

	/**
	 * Writes the files of a commit into a folder.
	 *
	 * @param commit
	 * @param folder Must exist.
	 */
	async checkOut( commit: string, folder: string ): Promise< void > {
		const index = join( folder, '.stand-index' );
		await this.#text( [ `--work-tree=${ folder }`, 'read-tree', commit ], {
			GIT_INDEX_FILE: index,
		} );
		await this.#text(
			[ `--work-tree=${ folder }`, 'checkout-index', '--all' ],
			{ GIT_INDEX_FILE: index }
		);
		await rm( index, { force: true } );
	}

	async #text(
		args: readonly string[],
		environment: NodeJS.ProcessEnv = {}
	): Promise< string > {
		return ( await this.#bytes( args, environment ) ).toString( 'utf8' );
	}

	async #bytes(
		args: readonly string[],
		environment: NodeJS.ProcessEnv = {}
	): Promise< Buffer > {
		const { stdout } = await this.#git(
			[ `--git-dir=${ this.directory }`, ...args ],
			environment
		);
		return stdout;
	}

	#git( args: readonly string[], environment: NodeJS.ProcessEnv = {} ) {
		return run( 'git', args, {
			encoding: 'buffer',
			env: gitEnvironment( environment ),
			maxBuffer: LARGEST_OUTPUT,
			timeout: LONGEST_COMMAND_MS,
		} );
	}

	#feed(
		args: readonly string[],
		input: string,
		environment: NodeJS.ProcessEnv = {}
	): Promise< string > {
		return new Promise( ( resolve, reject ) => {
			const child = spawn(
				'git',
				[ `--git-dir=${ this.directory }`, ...args ],
				{
					env: gitEnvironment( environment ),
					timeout: LONGEST_COMMAND_MS,
				}
			);
			const output: Buffer[] = [];
			const problems: Buffer[] = [];
			child.stdout.on( 'data', ( part: Buffer ) => output.push( part ) );
			child.stderr.on( 'data', ( part: Buffer ) =>
				problems.push( part )
			);
			child.once( 'error', reject );
			child.once( 'close', ( status ) =>
				status === 0
					? resolve( Buffer.concat( output ).toString( 'utf8' ) )
					: reject(
							new Error(
								Buffer.concat( problems ).toString( 'utf8' )
							)
						)
			);
			child.stdin.once( 'error', reject );
			child.stdin.end( input );
		} );
	}
}

/**
 * Without the machine's own configuration, so that a stand behaves the same everywhere.
 *
 * @param environment
 */
const gitEnvironment = (
	environment: NodeJS.ProcessEnv
): NodeJS.ProcessEnv => ( {
	PATH: process.env.PATH,
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CONFIG_GLOBAL: '/dev/null',
	...IDENTITY,
	...environment,
} );
