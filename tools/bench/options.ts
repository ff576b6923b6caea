import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench -- [options]

Measures how much time publishing costs beyond the rendering that it cannot avoid.

  --setup               Fetch php-fpm, MariaDB and nginx from Debian's packages into .cache/native, and stop.
  --posts <n>           Posts of the generated site. Default: 500.
  --rounds <n>          How often each measurement is repeated; medians are shown. Default: 3, 5 of uploads.
  --concurrency <n>     Requests at once, in both measurements. Default: 4 to WordPress, 16 to the bucket.
  --core <directory>    A WordPress tree. Default: 7.1, found or fetched as by "npm start".
  --serve               Start the WordPress, print its address and passwords as JSON, wait for Ctrl-C.
  --port <n>            Port of the WordPress. Default: a free one.
  --upload              Measure uploading small files to a bucket instead, next to rclone from Debian's package.
  --files <n>           Files of that upload. Default: 5000.
  --bundle              Measure building a Playground bundle instead.
  --media <n>           Megabytes of media of that site. Default: 500.
  --url <address>       Measure this WordPress instead; with AETHER_USER and AETHER_PASSWORD.
  --profile <directory> Write a CPU profile of each full publish there.
  --json                One JSON object instead of a table.
  --help                This text.
`;

export interface BenchOptions {
	readonly setup: boolean;
	readonly serve: boolean;
	readonly json: boolean;
	readonly help: boolean;
	readonly upload: boolean;
	readonly bundle: boolean;
	/** Megabytes. */
	readonly media: number;
	readonly files: number;
	readonly posts: number;
	readonly rounds: number;
	readonly concurrency: number;
	readonly core?: string;
	readonly port?: number;
	readonly url?: string;
	readonly profile?: string;
}

function wholeNumber(
	name: string,
	value: string,
	minimum: number,
	maximum: number
): number {
	const number = Number( value );
	if (
		! Number.isInteger( number ) ||
		number < minimum ||
		number > maximum
	) {
		throw new Error(
			`--${ name } takes a whole number from ${ minimum } to ${ maximum }, not "${ value }".`
		);
	}
	return number;
}

/**
 * Rejects unknown options and values out of range with a sentence for the person.
 * @param argv
 */
export function parseBenchOptions( argv: readonly string[] ): BenchOptions {
	const { values } = parseArgs( {
		args: [ ...argv ],
		options: {
			setup: { type: 'boolean', default: false },
			serve: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
			upload: { type: 'boolean', default: false },
			bundle: { type: 'boolean', default: false },
			media: { type: 'string', default: '500' },
			files: { type: 'string', default: '5000' },
			posts: { type: 'string', default: '500' },
			rounds: { type: 'string' },
			concurrency: { type: 'string' },
			core: { type: 'string' },
			port: { type: 'string' },
			url: { type: 'string' },
			profile: { type: 'string' },
		},
	} );
	return {
		setup: values.setup,
		serve: values.serve,
		json: values.json,
		help: values.help,
		upload: values.upload,
		bundle: values.bundle,
		media: wholeNumber( 'media', values.media, 0, 1_900 ),
		files: wholeNumber( 'files', values.files, 1, 100_000 ),
		posts: wholeNumber( 'posts', values.posts, 0, 100_000 ),
		rounds: wholeNumber(
			'rounds',
			values.rounds ?? ( values.upload ? '5' : '3' ),
			1,
			99
		),
		concurrency: wholeNumber(
			'concurrency',
			values.concurrency ?? ( values.upload ? '16' : '4' ),
			1,
			64
		),
		...( values.core === undefined ? {} : { core: values.core } ),
		...( values.url === undefined ? {} : { url: values.url } ),
		...( values.profile === undefined ? {} : { profile: values.profile } ),
		...( values.port === undefined
			? {}
			: { port: wholeNumber( 'port', values.port, 1, 65_535 ) } ),
	};
}
