import {
	AetherError,
	type FinalizeOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { openGitLab, projectOf } from '../gitlab/gitlab-api';
import {
	LOG_TAIL_CHARACTERS,
	LOG_TAIL_LINES,
	PIPELINE_APPEARS_MS,
	PIPELINE_ENDS_MS,
	POLL_MS,
	RUNNER_TAKES_MS,
} from './limits';

interface SeenPipeline {
	readonly id: number;
	readonly status: string;
	readonly webUrl: string;
}

/** Before a runner has taken the job. */
const WAITING = new Set( [
	'created',
	'waiting_for_resource',
	'preparing',
	'pending',
	'scheduled',
] );
const FAILED = new Set( [ 'failed', 'canceled', 'skipped', 'manual' ] );

/**
 * Waits until the pipeline of a commit has ended.
 *
 * @param  runtime
 * @param  commitId
 * @param  isNew    False: a pipeline that is gone by now is no reason to wait.
 * @param  options
 * @throws {AetherError} `remote_rejected` with the end of the job's log; also when no pipeline or runner appears.
 */
export async function followPipeline(
	runtime: ProviderRuntime,
	commitId: string,
	isNew: boolean,
	options: FinalizeOptions
): Promise< void > {
	const startedAt = runtime.clock.now();
	let said = '';
	let pipeline = await look( runtime, commitId, null, options );
	while ( pipeline?.status !== 'success' ) {
		if ( pipeline === null && ! isNew ) {
			break;
		}
		if ( pipeline !== null && FAILED.has( pipeline.status ) ) {
			throw await pipelineFailed( runtime, pipeline, options );
		}
		refuseToWait( pipeline, runtime.clock.now() - startedAt );
		const status = describeWait( pipeline );
		if ( status !== said ) {
			said = status;
			options.onStatus?.( status );
		}
		await runtime.clock.sleep( POLL_MS, options );
		pipeline = await look( runtime, commitId, pipeline, options );
	}
}

const describeWait = ( pipeline: SeenPipeline | null ): string =>
	pipeline === null
		? 'Waiting for the pipeline of GitLab Pages'
		: `The pipeline of GitLab Pages is ${ pipeline.status.replaceAll( '_', ' ' ) }`;

async function look(
	runtime: ProviderRuntime,
	commitId: string,
	known: SeenPipeline | null,
	options: FinalizeOptions
): Promise< SeenPipeline | null > {
	const project = projectOf( runtime );
	const { pipelines } = await openGitLab( runtime, options );
	if ( known !== null ) {
		const {
			id,
			status,
			web_url: webUrl,
		} = await pipelines.show( project, known.id );
		return { id, status: String( status ), webUrl };
	}
	const [ newest ] = await pipelines.all( project, {
		sha: commitId,
		orderBy: 'id',
		sort: 'desc',
		perPage: 1,
		maxPages: 1,
	} );
	return newest
		? {
				id: newest.id,
				status: String( newest.status ),
				webUrl: newest.web_url,
			}
		: null;
}

function refuseToWait( pipeline: SeenPipeline | null, waited: number ): void {
	if ( pipeline === null && waited >= PIPELINE_APPEARS_MS ) {
		throw new AetherError(
			'remote_rejected',
			'The site is in the repository, but GitLab started no pipeline for it. Check that CI/CD is on, and that a job in .gitlab-ci.yml deploys Pages for this branch.'
		);
	}
	if (
		pipeline !== null &&
		WAITING.has( pipeline.status ) &&
		waited >= RUNNER_TAKES_MS
	) {
		throw new AetherError(
			'remote_rejected',
			`The site is in the repository, but no runner takes the job. Add a runner, or verify the account on GitLab.com: ${ pipeline.webUrl }`
		);
	}
	if ( waited >= PIPELINE_ENDS_MS ) {
		throw new AetherError(
			'remote_rejected',
			`The pipeline of GitLab Pages does not end${ pipeline ? `: ${ pipeline.webUrl }` : '' }.`
		);
	}
}

async function pipelineFailed(
	runtime: ProviderRuntime,
	pipeline: SeenPipeline,
	options: FinalizeOptions
): Promise< AetherError > {
	const { jobs } = await openGitLab( runtime, options );
	const project = projectOf( runtime );
	const all = await jobs.all( project, { pipelineId: pipeline.id } );
	const failed = all.find( ( { status } ) => status === 'failed' );
	const log = failed ? await jobs.showLog( project, failed.id ) : '';
	const tail = logTail( String( log ) );
	return new AetherError(
		'remote_rejected',
		`The pipeline of GitLab Pages ended as ${ pipeline.status }: ${ pipeline.webUrl }${ tail === '' ? '' : `\n${ tail }` }`,
		{ details: { status: pipeline.status, log: tail } }
	);
}

/** Colours and cursor movements of a terminal. */
const ESCAPES = /\u001b\[[0-9;]*[A-Za-z]|section_(?:start|end):[^\r\n]*\r/g;

const logTail = ( log: string ): string =>
	log
		.replaceAll( ESCAPES, '' )
		.trimEnd()
		.split( '\n' )
		.slice( -LOG_TAIL_LINES )
		.join( '\n' )
		.slice( -LOG_TAIL_CHARACTERS );
