import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { Project } from './project';

const run = promisify( execFile );
/** A job of the stand compresses a few files. Milliseconds. */
const LONGEST_JOB_MS = 60_000;

export type PipelineStatus =
	'created' | 'pending' | 'running' | 'success' | 'failed';

export interface Pipeline {
	readonly id: number;
	readonly sha: string;
	readonly ref: string;
	readonly createdAt: string;
	readonly job: PagesJob;
	status: PipelineStatus;
	/** The job's log so far. */
	log: string;
}

interface PagesJob {
	readonly name: string;
	readonly script: readonly string[];
	/** Folder of the artifact that Pages serves. */
	readonly publish: string;
}

type CiFile = Readonly< Record< string, unknown > >;

const isRecord = ( value: unknown ): value is CiFile =>
	typeof value === 'object' && value !== null && ! Array.isArray( value );

/**
 * Makes the pipeline that a push means: none without a CI file, with a message that skips it, or when no rule matches.
 *
 * @param project
 * @param branch
 * @param sha     The branch's new head.
 * @param now
 */
export async function createPipeline(
	project: Project,
	branch: string,
	sha: string,
	now: string
): Promise< void > {
	const { message } = await project.repository.commit( sha );
	if ( /\[(?:skip ci|ci skip)\]/i.test( message ) ) {
		return;
	}
	const rows = await project.repository.tree( sha, '', false );
	const file = rows?.find( ( { path } ) => path === '.gitlab-ci.yml' );
	const source = file && ( await project.repository.blob( file.id ) );
	const job = source ? findPagesJob( project, branch, source ) : null;
	if ( job !== null ) {
		project.pipelines.push( {
			id: project.pipelines.length + 1,
			sha,
			ref: branch,
			createdAt: now,
			job,
			status: 'created',
			log: '',
		} );
	}
}

function findPagesJob(
	project: Project,
	branch: string,
	source: Buffer
): PagesJob | null {
	const file: unknown = parse( source.toString( 'utf8' ) );
	if ( ! isRecord( file ) ) {
		return null;
	}
	for ( const [ name, job ] of Object.entries( file ) ) {
		const isPagesJob =
			isRecord( job ) && ( name === 'pages' || 'pages' in job );
		if ( isPagesJob && rulesMatch( project, branch, job.rules ) ) {
			return {
				name,
				script: [ job.script ].flat().map( String ),
				publish: publishFolder( job ),
			};
		}
	}
	return null;
}

const publishFolder = ( job: CiFile ): string =>
	isRecord( job.pages ) && typeof job.pages.publish === 'string'
		? job.pages.publish
		: 'public';

/**
 * Comparisons of `$CI_COMMIT_BRANCH`, which is all that a Pages job needs.
 *
 * @param project
 * @param branch
 * @param rules
 */
function rulesMatch(
	project: Project,
	branch: string,
	rules: unknown
): boolean {
	if ( ! Array.isArray( rules ) ) {
		return true;
	}
	return rules.some( ( rule: unknown ) => {
		const condition = isRecord( rule ) ? String( rule.if ) : '';
		const [ , wanted = '' ] =
			/^\$CI_COMMIT_BRANCH == (.+)$/.exec( condition ) ?? [];
		return wanted === '$CI_DEFAULT_BRANCH'
			? branch === project.defaultBranch
			: wanted === JSON.stringify( branch );
	} );
}

/**
 * Takes a pipeline one state further: each look at it is a moment of its life.
 *
 * @param project
 * @param pipeline
 * @param now
 */
export async function advance(
	project: Project,
	pipeline: Pipeline,
	now: string
): Promise< void > {
	switch ( pipeline.status ) {
		case 'created':
			pipeline.status = 'pending';
			return;
		case 'pending':
			pipeline.status = project.runners ? 'running' : 'pending';
			return;
		case 'running':
			pipeline.status = ( await runJob( project, pipeline, now ) )
				? 'success'
				: 'failed';
	}
}

/**
 * Runs the job's script in a check-out of its commit, with nothing of this process' environment but the path.
 *
 * @param project
 * @param pipeline
 * @param now
 */
async function runJob(
	project: Project,
	pipeline: Pipeline,
	now: string
): Promise< boolean > {
	const folder = await mkdtemp( join( tmpdir(), 'aether-job-' ) );
	try {
		await project.repository.checkOut( pipeline.sha, folder );
		for ( const line of pipeline.job.script ) {
			pipeline.log += `$ ${ line }\n`;
			const { stdout, stderr } = await run( 'sh', [ '-ec', line ], {
				cwd: folder,
				env: { PATH: process.env.PATH },
				timeout: LONGEST_JOB_MS,
			} );
			pipeline.log += stdout + stderr;
		}
		const publish = join( folder, pipeline.job.publish );
		if ( ! ( await stat( publish ).catch( () => null ) )?.isDirectory() ) {
			pipeline.log += `ERROR: No files to upload: ${ pipeline.job.publish } is missing\n`;
			return false;
		}
		await project.pages?.deploy( publish, now );
		pipeline.log += 'Job succeeded\n';
		return true;
	} catch ( error ) {
		const { stdout = '', stderr = '' } = error as {
			stdout?: string;
			stderr?: string;
		};
		pipeline.log += `${ stdout }${ stderr }ERROR: Job failed: exit code 1\n`;
		return false;
	} finally {
		await rm( folder, { recursive: true, force: true } );
	}
}
