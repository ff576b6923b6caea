import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PublishEvent, PublishSummary } from '@aether/publish-engine';
import { measureProcess, type MeasuredProcess } from './measured-process';

/** A WordPress to publish from. */
export interface Site {
	readonly url: string;
	readonly user: string;
	readonly applicationPassword: string;
}

export interface PublishRunOptions {
	/** The project's directory. */
	readonly root: string;
	readonly site: Site;
	readonly concurrency: number;
	readonly signal: AbortSignal;
	/** Receives one line of JSON per request to the front end. */
	readonly trace?: string;
	readonly profile?: string;
}

export interface PublishRun {
	readonly process: MeasuredProcess;
	readonly summary: PublishSummary;
	/** Milliseconds per step. */
	readonly steps: Readonly< Record< string, number > >;
}

function complaintOf( event: PublishEvent ): readonly string[] {
	switch ( event.type ) {
		case 'step-error':
		case 'provider-error':
			return [ event.error.message ];
		case 'finding':
			return event.finding.severity === 'error'
				? [ `${ event.finding.message } ${ event.finding.url ?? '' }` ]
				: [];
		case 'run-end':
			return event.summary.error ? [ event.summary.error.message ] : [];
		default:
			return [];
	}
}

/**
 * One publish to the local filesystem by the command line, in a process of its own.
 *
 * @param  options
 * @throws {Error} With the run's last words when it did not succeed.
 */
export async function runPublish(
	options: PublishRunOptions
): Promise< PublishRun > {
	const { site } = options;
	const measured = await measureProcess(
		[
			join( options.root, 'packages/cli/bin/aether.js' ),
			'publish',
			'--json',
			'--only=local-filesystem',
			`--concurrency=${ options.concurrency }`,
			...( options.trace === undefined
				? []
				: [ `--trace=${ options.trace }` ] ),
		],
		{
			signal: options.signal,
			environment: {
				AETHER_URL: site.url,
				AETHER_USER: site.user,
				AETHER_PASSWORD: site.applicationPassword,
			},
			...( options.profile === undefined
				? {}
				: { profile: options.profile } ),
		}
	);
	const events = measured.stdout
		.split( '\n' )
		.filter( ( line ) => line !== '' )
		.map( ( line ): PublishEvent => JSON.parse( line ) );
	const end = events.find( ( event ) => event.type === 'run-end' );
	if ( measured.exitCode !== 0 || end === undefined ) {
		throw new Error(
			`The publish ended with ${ measured.exitCode }: ${ [
				...events.flatMap( complaintOf ).slice( 0, 10 ),
				measured.stderr.slice( -2000 ),
			].join( '\n' ) }`
		);
	}
	return {
		process: measured,
		summary: end.summary,
		steps: Object.fromEntries(
			events.flatMap( ( event ) =>
				event.type === 'step-end'
					? [ [ event.step, event.durationMs ] ]
					: []
			)
		),
	};
}

/**
 * The addresses that a traced publish fetched, each once, in order.
 * @param trace
 */
export async function tracedUrls(
	trace: string
): Promise< readonly string[] > {
	const lines = ( await readFile( trace, 'utf8' ) ).split( '\n' );
	return [
		...new Set(
			lines
				.filter( ( line ) => line !== '' )
				.map( ( line ): string => JSON.parse( line ).url )
		),
	];
}
