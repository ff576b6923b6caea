import type { BackendFile } from '@aether/provider-sdk/testing';

/** A deploy that Netlify works on, from one look at it to the next. */
const NEXT_STATE: ReadonlyMap< string, string > = new Map( [
	[ 'preparing', 'prepared' ],
	[ 'uploaded', 'processing' ],
	[ 'processing', 'ready' ],
] );

export interface StoredDeploy {
	readonly id: string;
	readonly title: string;
	readonly createdAt: string;
	/** SHA-1 by path, with a leading slash. */
	readonly files: ReadonlyMap< string, string >;
	readonly required: Set< string >;
	state: string;
}

/** The deploys of one site, newest first, and the bodies that Netlify has. */
export class StoredDeploys {
	/** By SHA-1. */
	readonly bodies = new Map< string, Uint8Array >();
	readonly #siteId: string;
	#deploys: readonly StoredDeploy[] = [];
	#published: StoredDeploy | null = null;
	/** What visitors get stays with the published deploy. */
	#live: ReadonlyMap< string, BackendFile > = new Map();
	readonly #shown = new Map< string, ReadonlyMap< string, BackendFile > >();

	constructor( siteId: string ) {
		this.#siteId = siteId;
	}

	get( id: string ): StoredDeploy | undefined {
		return this.#deploys.find( ( deploy ) => deploy.id === id );
	}

	list() {
		return this.#deploys.map( ( deploy ) => this.#present( deploy ) );
	}

	site() {
		return {
			id: this.#siteId,
			...( this.#published && {
				published_deploy: this.#present( this.#published ),
			} ),
		};
	}

	files() {
		return [ ...( this.#published?.files ?? [] ) ].map( ( [ path, sha ] ) =>
			this.#presentFile( path, sha )
		);
	}

	live(): ReadonlyMap< string, BackendFile > {
		return this.#live;
	}

	create(
		files: Readonly< Record< string, string > >,
		title: string | null
	) {
		const entries = new Map( Object.entries( files ) );
		const deploy: StoredDeploy = {
			id: crypto.randomUUID(),
			title: title ?? '',
			createdAt: new Date().toISOString(),
			files: entries,
			required: new Set(
				[ ...entries.values() ].filter(
					( sha ) => ! this.bodies.has( sha )
				)
			),
			state: 'preparing',
		};
		this.#deploys = [ deploy, ...this.#deploys ];
		return this.#present( deploy );
	}

	/**
	 * What a client is told; Netlify works on meanwhile.
	 *
	 * @param deploy
	 * @param isStuck Unless it is stuck.
	 */
	lookAt( deploy: StoredDeploy, isStuck: boolean ) {
		const seen = this.#present( deploy );
		if ( isStuck ) {
			return seen;
		}
		deploy.state = NEXT_STATE.get( deploy.state ) ?? deploy.state;
		this.#settle( deploy );
		return seen;
	}

	upload(
		deploy: StoredDeploy,
		path: string,
		sha: string,
		body: Uint8Array
	) {
		if ( deploy.files.get( path ) !== sha ) {
			return null;
		}
		this.bodies.set( sha, body );
		deploy.required.delete( sha );
		this.#settle( deploy );
		return this.#presentFile( path, sha );
	}

	publish( deploy: StoredDeploy ) {
		this.#published = deploy;
		this.#live = this.#shown.get( deploy.id ) ?? new Map();
		return this.#present( deploy );
	}

	cancel( deploy: StoredDeploy ) {
		deploy.state = 'error';
		return this.#present( deploy );
	}

	#settle( deploy: StoredDeploy ): void {
		if ( deploy.state === 'prepared' && deploy.required.size === 0 ) {
			deploy.state = 'uploaded';
		}
		if ( deploy.state === 'ready' && ! this.#shown.has( deploy.id ) ) {
			this.#shown.set(
				deploy.id,
				new Map(
					[ ...deploy.files ].map( ( [ path, sha ] ) => [
						path.slice( 1 ),
						{ body: this.bodies.get( sha ) ?? new Uint8Array() },
					] )
				)
			);
		}
	}

	#present( { id, state, title, createdAt, required }: StoredDeploy ) {
		return {
			id,
			site_id: this.#siteId,
			state,
			draft: true,
			title,
			created_at: createdAt,
			...( state !== 'preparing' && { required: [ ...required ] } ),
			...( state === 'error' && { error_message: 'Canceled' } ),
		};
	}

	#presentFile( path: string, sha: string ) {
		return {
			id: path,
			path,
			sha,
			mime_type: 'application/octet-stream',
			size: this.bodies.get( sha )?.length ?? 0,
		};
	}
}
