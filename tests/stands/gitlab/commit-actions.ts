import { ApiError } from './api-error';
import type { BareRepository, IndexChange, TreeRow } from './bare-repository';

export interface CommitAction {
	readonly action: 'create' | 'update' | 'move' | 'delete' | 'chmod';
	readonly file_path: string;
	readonly previous_path?: string;
	readonly content?: string;
	readonly encoding?: 'text' | 'base64';
	readonly execute_filemode?: boolean;
}

interface Entry {
	readonly mode: string;
	/** An id that is there, or content that is still to be written. */
	readonly source: string | Uint8Array;
}

const refuse = ( message: string ): never => {
	throw new ApiError( 400, message );
};

/**
 * The changes to the index that a list of actions means, in the order and with the refusals of Gitaly.
 *
 * @param repository Contents are stored there.
 * @param tree       The files before.
 * @param actions
 */
export async function applyActions(
	repository: BareRepository,
	tree: readonly TreeRow[],
	actions: readonly CommitAction[]
): Promise< readonly IndexChange[] > {
	const index = new WorkingIndex( tree );
	for ( const action of actions ) {
		applyAction( index, action );
	}
	return index.changes( repository );
}

function applyAction( index: WorkingIndex, action: CommitAction ): void {
	const path = checkedPath( action.file_path );
	const there = index.get( path );
	switch ( action.action ) {
		case 'create':
			if ( there ) {
				refuse( 'A file with this name already exists' );
			}
			index.requireFree( path );
			index.set( path, { mode: '100644', source: contentOf( action ) } );
			return;
		case 'update':
			index.set( path, {
				mode: there?.mode ?? missing(),
				source: contentOf( action ),
			} );
			return;
		case 'delete':
			if ( ! there ) {
				missing();
			}
			index.remove( path );
			return;
		case 'chmod':
			index.set( path, {
				mode: action.execute_filemode ? '100755' : '100644',
				source: there?.source ?? missing(),
			} );
			return;
		case 'move': {
			const from = checkedPath( action.previous_path ?? '' );
			const moved = index.get( from ) ?? missing();
			index.remove( from );
			index.requireFree( path );
			index.set( path, moved );
		}
	}
}

const missing = (): never => refuse( "A file with this name doesn't exist" );

function checkedPath( path: string ): string {
	if ( path === '' ) {
		refuse( 'You must provide a file path' );
	}
	const segments = path.split( '/' );
	if ( segments.includes( '..' ) ) {
		refuse( 'Path cannot include directory traversal' );
	}
	if (
		segments.some(
			( segment ) =>
				segment === '' ||
				segment === '.' ||
				segment.toLowerCase() === '.git'
		)
	) {
		refuse( `invalid path: '${ path }'` );
	}
	return path;
}

function contentOf( action: CommitAction ): Uint8Array {
	const content = action.content ?? '';
	return action.encoding === 'base64'
		? Buffer.from( content, 'base64' )
		: Buffer.from( content, 'utf8' );
}

/** The files of a commit in the making, and the folders that they imply. */
class WorkingIndex {
	readonly #before: ReadonlyMap< string, Entry >;
	readonly #entries: Map< string, Entry >;
	/** Number of files below each folder. */
	readonly #folders = new Map< string, number >();

	constructor( tree: readonly TreeRow[] ) {
		this.#before = new Map(
			tree
				.filter( ( { type } ) => type !== 'tree' )
				.map( ( { path, mode, id } ) => [ path, { mode, source: id } ] )
		);
		this.#entries = new Map( this.#before );
		for ( const path of this.#entries.keys() ) {
			this.#count( path, 1 );
		}
	}

	get( path: string ): Entry | undefined {
		return this.#entries.get( path );
	}

	set( path: string, entry: Entry ): void {
		if ( ! this.#entries.has( path ) ) {
			this.#count( path, 1 );
		}
		this.#entries.set( path, entry );
	}

	remove( path: string ): void {
		this.#entries.delete( path );
		this.#count( path, -1 );
	}

	requireFree( path: string ): void {
		if ( ( this.#folders.get( path ) ?? 0 ) > 0 ) {
			refuse( 'A directory with this name already exists' );
		}
		if ( foldersOf( path ).some( ( name ) => this.#entries.has( name ) ) ) {
			refuse( 'A file with this name already exists' );
		}
	}

	async changes(
		repository: BareRepository
	): Promise< readonly IndexChange[] > {
		const fresh = [ ...this.#entries ].filter(
			( [ path, entry ] ) => this.#before.get( path ) !== entry
		);
		const contents = fresh.flatMap( ( [ , { source } ] ) =>
			typeof source === 'string' ? [] : [ source ]
		);
		const ids = [ ...( await repository.writeBlobs( contents ) ) ];
		const written = fresh.map( ( [ path, { mode, source } ] ) => ( {
			path,
			file: {
				mode,
				id: typeof source === 'string' ? source : ( ids.shift() ?? '' ),
			},
		} ) );
		const gone = [ ...this.#before.keys() ]
			.filter( ( path ) => ! this.#entries.has( path ) )
			.map( ( path ) => ( { path, file: null } ) );
		return [ ...gone, ...written ];
	}

	#count( path: string, by: 1 | -1 ): void {
		for ( const folder of foldersOf( path ) ) {
			this.#folders.set(
				folder,
				( this.#folders.get( folder ) ?? 0 ) + by
			);
		}
	}
}

function foldersOf( path: string ): string[] {
	const segments = path.split( '/' ).slice( 0, -1 );
	return segments.map( ( _, index ) =>
		segments.slice( 0, index + 1 ).join( '/' )
	);
}
