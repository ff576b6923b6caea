import type { BundleMeasurement } from './bundle';
import type { Measurements, RunMeasurement } from './measurements';
import type { UploadMeasurements } from './upload';

const perSecond = ( pages: number, milliseconds: number ) =>
	`${ ( ( pages * 1000 ) / milliseconds ).toFixed( 1 ) } pages/s`;
const seconds = ( milliseconds: number | null ) =>
	milliseconds === null ? '?' : `${ ( milliseconds / 1000 ).toFixed( 2 ) } s`;
const megabytes = ( bytes: number ) => `${ ( bytes / 1e6 ).toFixed( 1 ) } MB`;

const HEADER = [
	'',
	'speed',
	'time',
	'ratio',
	'CPU host + site',
	'CPU ratio',
	'peak memory',
	'sent',
];

const row = ( name: string, pages: number, run: RunMeasurement ) => [
	name,
	perSecond( pages, run.wallMs ),
	seconds( run.wallMs ),
	run.ratio.toFixed( 2 ),
	`${ seconds( run.hostCpuMs ) } + ${ seconds( run.siteCpuMs ) }`,
	run.cpuRatio?.toFixed( 2 ) ?? '?',
	megabytes( run.peakBytes ),
	`${ run.uploadedFiles } files, ${ megabytes( run.uploadedBytes ) }`,
];

function markdownTable(
	rows: readonly ( readonly string[] )[]
): readonly string[] {
	const widths = ( rows[ 0 ] ?? [] ).map( ( _cell, column ) =>
		Math.max( ...rows.map( ( cells ) => cells[ column ]?.length ?? 0 ) )
	);
	const line = ( cells: readonly string[] ) =>
		`| ${ cells.map( ( cell, column ) => cell.padEnd( widths[ column ] ?? 0 ) ).join( ' | ' ) } |`;
	const rule = line( widths.map( ( width ) => '-'.repeat( width ) ) );
	const [ header = '', ...body ] = rows.map( line );
	return [ header, rule, ...body ];
}

/**
 * The measurements for a person, as Markdown.
 *
 * @param measurements
 */
export function formatMeasurements( measurements: Measurements ): string {
	const { pages, publish, scanning } = measurements;
	const steps = Object.entries( publish.steps ).map(
		( [ step, milliseconds ] ) => `${ step } ${ seconds( milliseconds ) }`
	);
	return [
		`${ pages } pages, ${ measurements.files } files; ${ measurements.requests } requests, ${ megabytes( measurements.bytes ) }; medians of ${ measurements.rounds }.`,
		'',
		...markdownTable( [
			HEADER,
			row( 'bare rendering', pages, measurements.bareRendering ),
			row( 'publish', pages, publish ),
			row( 'nothing changed', pages, measurements.unchanged ),
		] ),
		'',
		`Steps of the last full publish: ${ steps.join( ', ' ) }.`,
		`Engine on one core: scans ${ scanning.scanMegabytesPerSecond } MB/s of HTML, rewrites ${ scanning.rewriteMegabytesPerSecond } MB/s.`,
		'',
	].join( '\n' );
}

/**
 * Uploads for a person, as Markdown.
 *
 * @param uploads
 */
export const formatUploads = ( uploads: UploadMeasurements ): string =>
	[
		`${ uploads.files } files, ${ megabytes( uploads.bytes ) }, ${ uploads.concurrency } requests at a time; medians of ${ uploads.rounds } rounds.`,
		'',
		...markdownTable( [
			[
				'',
				'aether',
				'of it reading',
				'rclone',
				'ratio',
				'requests',
				'of rclone',
			],
			...uploads.cases.map( ( upload ) => [
				upload.name,
				seconds( upload.aetherMs ),
				seconds( upload.aetherReadingMs ),
				seconds( upload.rcloneMs ),
				( upload.aetherMs / upload.rcloneMs ).toFixed( 2 ),
				String( upload.aetherRequests ),
				String( upload.rcloneRequests ),
			] ),
		] ),
		'',
	].join( '\n' );

/**
 * The building of a bundle for a person.
 *
 * @param bundle
 */
export const formatBundle = ( bundle: BundleMeasurement ): string =>
	`${ bundle.posts } posts, ${ bundle.media } MB of media: a bundle of ${ megabytes( bundle.bytes ) } in ${ seconds( bundle.wallMs ) } (${ seconds( bundle.hostCpuMs ) } of CPU in the host); peak memory ${ megabytes( bundle.hostPeakBytes ) } in the host, ${ megabytes( bundle.phpPeakBytes ) } in PHP.\n`;
