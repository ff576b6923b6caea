import {
	type DeploymentTarget,
	DEPLOYMENT_TYPES,
	type ProviderConfig,
	type PublishFile,
} from '@aether/provider-sdk';
import { createTestManifest, fakeRuntime } from '@aether/provider-sdk/testing';
import { GitLabProvider } from 'aether-site-exporter-providers/providers/gitlab';
import { GitLabStand, type Project, STAND_TOKEN } from '../stands/gitlab';
import { HastyClock } from './hasty-clock';

type Files = Parameters< typeof createTestManifest >[ 0 ];

/** A stand with one project at a time, and the ways that tests publish to it and look at it. */
export class GitLabPlace {
	readonly stand: GitLabStand;
	#project: Project | null = null;
	#count = 0;
	readonly #signal = new AbortController().signal;

	private constructor( stand: GitLabStand ) {
		this.stand = stand;
	}

	static async start(): Promise< GitLabPlace > {
		const place = new GitLabPlace(
			await GitLabStand.start( { basePath: '/gitlab' } )
		);
		await place.renew();
		return place;
	}

	/** An empty project, and a stand that behaves. */
	async renew(): Promise< void > {
		this.#count++;
		this.#project = await this.stand.createProject( {
			path: `acme/site-${ this.#count }`,
		} );
		this.stand.faults.clear();
		this.stand.requests.length = 0;
	}

	get project(): Project {
		if ( this.#project === null ) {
			throw new Error( 'The place was not started.' );
		}
		return this.#project;
	}

	runtime(
		config: ProviderConfig = {},
		fetch: typeof globalThis.fetch = globalThis.fetch
	) {
		return fakeRuntime( {
			providerId: 'gitlab',
			config: {
				gitlab_url: this.stand.url,
				project_id: this.project.path,
				...config,
			},
			secrets: { personal_access_token: STAND_TOKEN },
			fetch,
			clock: new HastyClock( Date.now() ),
		} );
	}

	open(
		config: ProviderConfig = {},
		runtime = this.runtime( config )
	): Promise< DeploymentTarget > {
		return new GitLabProvider().createTarget(
			DEPLOYMENT_TYPES.STATIC_SITE,
			runtime,
			{ signal: this.#signal }
		);
	}

	async send( target: DeploymentTarget, files: Files ) {
		const signal = this.#signal;
		const manifest = await createTestManifest( files );
		const plan = await target.prepare( manifest, { signal } );
		for ( const { path } of plan.uploads ) {
			const file = manifest.files.get( path ) as PublishFile;
			await target.put( file, { signal } );
		}
		return { manifest, plan };
	}

	async publish( files: Files, config: ProviderConfig = {} ) {
		const target = await this.open( config );
		const sent = await this.send( target, files );
		const receipt = await target.finalize( { signal: this.#signal } );
		return { ...sent, target, receipt };
	}

	/**
	 * Bodies by path.
	 * @param branch
	 */
	async files( branch = 'main' ): Promise< Map< string, string > > {
		const { repository } = this.project;
		const head = await repository.resolve( branch );
		const rows = ( head && ( await repository.tree( head ) ) ) || [];
		const files = new Map< string, string >();
		for ( const { type, path, id } of rows ) {
			if ( type === 'blob' ) {
				files.set( path, String( await repository.blob( id ) ) );
			}
		}
		return files;
	}

	/**
	 * Commits of a branch, newest first.
	 * @param branch
	 */
	async log( branch = 'main' ) {
		const { repository } = this.project;
		const head = await repository.resolve( branch );
		return head ? repository.log( head, 100 ) : [];
	}

	/** Branches that only Aether makes. */
	async temporaryBranches(): Promise< readonly string[] > {
		const names = await this.project.repository.branches();
		return names.filter( ( name ) => name.startsWith( 'aether-publish/' ) );
	}

	/**
	 * Somebody else's push.
	 *
	 * @param changes Bodies by path; null removes.
	 */
	async push(
		changes: Readonly< Record< string, string | null > >
	): Promise< void > {
		const { repository } = this.project;
		const head = await repository.resolve( 'main' );
		const entries = Object.entries( changes );
		const ids = await repository.writeBlobs(
			entries.map( ( [ , body ] ) => Buffer.from( body ?? '' ) )
		);
		const commit = await repository.writeCommit(
			head,
			entries.map( ( [ path, body ], index ) => ( {
				path,
				file:
					body === null
						? null
						: { mode: '100644', id: ids[ index ] ?? '' },
			} ) ),
			'Somebody else was here'
		);
		await repository.moveBranch( 'main', commit, head );
	}

	get commits() {
		return this.stand.requests.filter(
			( { operation } ) => operation === 'createCommit'
		);
	}
}
