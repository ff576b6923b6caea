import { join } from 'node:path';
import { BareRepository } from './bare-repository';
import { PagesHost } from './pages-host';
import type { Pipeline } from './pipelines';

export type Visibility = 'private' | 'internal' | 'public';

export interface ProjectOptions {
	/** Group and name: `acme/site`. */
	readonly path: string;
	/** Default: `main`. */
	readonly defaultBranch?: string;
	/** Default: none. */
	readonly protectedBranches?: readonly string[];
	/** Default: private, as GitLab's own. */
	readonly visibility?: Visibility;
	/** Default: true. */
	readonly pages?: boolean;
	/** False: pipelines stay pending for ever. Default: true. */
	readonly runners?: boolean;
	/** Where the Pages site is served. Default 0: any free port. */
	readonly pagesPort?: number;
}

export interface MergeRequest {
	readonly iid: number;
	readonly sourceBranch: string;
	readonly targetBranch: string;
	readonly title: string;
	readonly removesSource: boolean;
	state: 'opened' | 'closed' | 'merged';
}

/** A project of the stand: a bare repository, its rules, its pipelines and its Pages site. */
export class Project {
	readonly id: number;
	readonly path: string;
	/** The first branch of an empty repository takes this part. */
	defaultBranch: string;
	visibility: Visibility;
	readonly repository: BareRepository;
	readonly pages: PagesHost | null;
	readonly pipelines: Pipeline[] = [];
	readonly mergeRequests: MergeRequest[] = [];
	runners: boolean;
	/** What GitLab says that the repository takes on disk. Bytes. */
	repositorySize = 0;
	readonly #protected: Set< string >;

	private constructor(
		id: number,
		options: ProjectOptions,
		repository: BareRepository,
		pages: PagesHost | null
	) {
		this.id = id;
		this.path = options.path;
		this.defaultBranch = options.defaultBranch ?? 'main';
		this.visibility = options.visibility ?? 'private';
		this.runners = options.runners ?? true;
		this.repository = repository;
		this.pages = pages;
		this.#protected = new Set( options.protectedBranches );
	}

	/**
	 * @param id
	 * @param directory The stand's own.
	 * @param options
	 */
	static async create(
		id: number,
		directory: string,
		options: ProjectOptions
	): Promise< Project > {
		const repository = await BareRepository.create(
			join( directory, `${ id }.git` ),
			options.defaultBranch ?? 'main'
		);
		const pages =
			options.pages === false
				? null
				: await PagesHost.start(
						join( directory, `${ id }-pages` ),
						options.pagesPort
					);
		const project = new Project( id, options, repository, pages );
		const branches = await repository.branches();
		if ( ! branches.includes( project.defaultBranch ) ) {
			project.defaultBranch = branches[ 0 ] ?? project.defaultBranch;
		}
		return project;
	}

	isProtected( branch: string ): boolean {
		return this.#protected.has( branch );
	}

	protect( branch: string ): void {
		this.#protected.add( branch );
	}

	async isEmpty(): Promise< boolean > {
		return ( await this.repository.branches() ).length === 0;
	}

	async stop(): Promise< void > {
		await this.pages?.stop();
	}
}
