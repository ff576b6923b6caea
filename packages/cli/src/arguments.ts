import { parseArgs } from 'node:util';
import type { ContentChoice } from '@aether/publish-engine';
import { UsageError } from './usage-error';

export const COMMANDS = [
	'publish',
	'plan',
	'bundle',
	'providers',
	'releases',
	'rollback',
	'doctor',
] as const;

export type CommandName = ( typeof COMMANDS )[ number ];

/** What the person typed, checked. */
export interface Arguments {
	/** Undefined when only help or version was asked for. */
	readonly command?: CommandName;
	/** What follows the command. */
	readonly operands: readonly string[];
	readonly url?: string;
	readonly user?: string;
	readonly password?: string;
	/** A path, or `-` for standard input. */
	readonly passwordFile?: string;
	readonly only: readonly string[];
	/** Id of the environment whose providers are meant. */
	readonly environment?: string;
	readonly type: string;
	readonly takeOver: boolean;
	/** Codes of errors to publish with; true for all. */
	readonly acceptFindings: readonly string[] | true;
	/** Pages fetched at once. */
	readonly concurrency?: number;
	/** Milliseconds for one page. */
	readonly timeoutMs?: number;
	/** Bytes of files in a bundle. */
	readonly budget?: number;
	/** Content of a bundle; absent: what the site's settings say. */
	readonly choice?: ContentChoice;
	/** Measures a bundle instead of writing it. */
	readonly dryRun: boolean;
	/** File that receives one line per request to the front end. */
	readonly trace?: string;
	readonly json: boolean;
	readonly verbose: boolean;
	readonly help: boolean;
	readonly version: boolean;
}

/** Bytes, as file managers count. */
const MEGABYTE = 1_000_000;

const OPERANDS: Readonly< Record< CommandName, readonly [ number, number ] > > =
	{
		publish: [ 0, 0 ],
		plan: [ 0, 0 ],
		bundle: [ 0, 1 ],
		providers: [ 0, 0 ],
		releases: [ 0, 0 ],
		rollback: [ 1, 2 ],
		doctor: [ 0, 0 ],
	};

const isCommand = ( name: string ): name is CommandName =>
	( COMMANDS as readonly string[] ).includes( name );

function parse( argv: readonly string[] ) {
	try {
		return parseArgs( {
			args: [ ...argv ],
			allowPositionals: true,
			options: {
				url: { type: 'string' },
				user: { type: 'string' },
				password: { type: 'string' },
				'password-file': { type: 'string' },
				only: { type: 'string', multiple: true, default: [] },
				environment: { type: 'string' },
				type: { type: 'string', default: 'static_site' },
				'take-over': { type: 'boolean', default: false },
				'accept-findings': {
					type: 'string',
					multiple: true,
					default: [],
				},
				budget: { type: 'string' },
				'post-types': { type: 'string', multiple: true, default: [] },
				entries: { type: 'string', multiple: true, default: [] },
				'dry-run': { type: 'boolean', default: false },
				concurrency: { type: 'string' },
				timeout: { type: 'string' },
				trace: { type: 'string' },
				json: { type: 'boolean', default: false },
				verbose: { type: 'boolean', short: 'v', default: false },
				help: { type: 'boolean', short: 'h', default: false },
				version: { type: 'boolean', default: false },
			},
		} );
	} catch ( cause ) {
		// parseArgs explains in its first sentence; the rest is about escaping positionals.
		const [ message = '' ] = String(
			cause instanceof Error ? cause.message : cause
		).split( '. ' );
		throw new UsageError( `${ message.replace( /\.$/, '' ) }.`, { cause } );
	}
}

function wholeNumber(
	option: string,
	value: string | undefined,
	maximum: number
): number | undefined {
	if ( value === undefined ) {
		return undefined;
	}
	const number = Number( value );
	if ( ! Number.isInteger( number ) || number < 1 || number > maximum ) {
		throw new UsageError(
			`--${ option } takes a whole number from 1 to ${ maximum }, not "${ value }".`
		);
	}
	return number;
}

const separated = ( values: readonly string[] ): readonly string[] =>
	values
		.flatMap( ( value ) => value.split( ',' ) )
		.map( ( value ) => value.trim() );

/**
 * @param types   Names of post types, or `all`.
 * @param numbers Ids of entries.
 */
function contentChoice(
	types: readonly string[],
	numbers: readonly string[]
): ContentChoice | undefined {
	const postTypes = separated( types );
	if ( postTypes.includes( 'all' ) ) {
		return 'all';
	}
	const wrongType = postTypes.find( ( name ) => ! /^[\w-]+$/.test( name ) );
	if ( wrongType !== undefined ) {
		throw new UsageError(
			`--post-types takes names such as page, or "all", not "${ wrongType }".`
		);
	}
	const ids = separated( numbers );
	const wrongId = ids.find( ( id ) => ! /^[1-9]\d{0,15}$/.test( id ) );
	if ( wrongId !== undefined ) {
		throw new UsageError(
			`--entries takes the numbers of posts and pages, not "${ wrongId }".`
		);
	}
	return postTypes.length + ids.length === 0
		? undefined
		: { postTypes, entries: ids.map( Number ) };
}

/**
 * @param values Each a code, several with commas between, or `all`.
 */
function acceptedFindings(
	values: readonly string[]
): Arguments[ 'acceptFindings' ] {
	const codes = separated( values );
	if ( codes.includes( 'all' ) ) {
		return true;
	}
	const wrong = codes.find( ( code ) => ! /^[a-z0-9_]+$/.test( code ) );
	if ( wrong !== undefined ) {
		throw new UsageError(
			`--accept-findings takes codes of findings such as page_failed, or "all", not "${ wrong }".`
		);
	}
	return codes;
}

function parseCommand( positionals: readonly string[] ): {
	readonly command?: CommandName;
	readonly operands: readonly string[];
} {
	const [ name, ...operands ] = positionals;
	if ( name === undefined ) {
		return { operands };
	}
	if ( ! isCommand( name ) ) {
		throw new UsageError(
			`There is no command "${ name }". The commands are ${ COMMANDS.join( ', ' ) }.`
		);
	}
	const [ least, most ] = OPERANDS[ name ];
	if ( operands.length < least ) {
		throw new UsageError(
			`"aether ${ name }" needs the id of a provider.`
		);
	}
	if ( operands.length > most ) {
		throw new UsageError(
			`"aether ${ name }" does not know what to do with "${ operands[ most ] }".`
		);
	}
	return { command: name, operands };
}

function checkEnvironment(
	command: CommandName | undefined,
	environment: string | undefined,
	only: readonly string[]
): void {
	if ( environment === undefined ) {
		return;
	}
	if ( command !== 'publish' && command !== 'plan' ) {
		throw new UsageError( '--environment is for publish and plan.' );
	}
	if ( only.length > 0 ) {
		throw new UsageError(
			'--environment names all providers of an environment, --only single ones: give one of the two.'
		);
	}
}

/**
 * @param  argv
 * @throws {UsageError}
 */
export function parseArguments( argv: readonly string[] ): Arguments {
	const { values, positionals } = parse( argv );
	const concurrency = wholeNumber( 'concurrency', values.concurrency, 64 );
	const megabytes = wholeNumber( 'budget', values.budget, 2048 );
	const seconds = wholeNumber( 'timeout', values.timeout, 3600 );
	const command = parseCommand( positionals );
	const choice = contentChoice( values[ 'post-types' ], values.entries );
	if ( values[ 'dry-run' ] && command.command !== 'bundle' ) {
		throw new UsageError(
			'--dry-run is for bundle; "aether plan" shows what publish would do.'
		);
	}
	checkEnvironment( command.command, values.environment, values.only );
	return {
		...command,
		...( values.url === undefined ? {} : { url: values.url } ),
		...( values.user === undefined ? {} : { user: values.user } ),
		...( values.password === undefined
			? {}
			: { password: values.password } ),
		...( values[ 'password-file' ] === undefined
			? {}
			: { passwordFile: values[ 'password-file' ] } ),
		...( values.trace === undefined ? {} : { trace: values.trace } ),
		...( concurrency === undefined ? {} : { concurrency } ),
		...( megabytes === undefined ? {} : { budget: megabytes * MEGABYTE } ),
		...( choice === undefined ? {} : { choice } ),
		...( seconds === undefined ? {} : { timeoutMs: seconds * 1000 } ),
		...( values.environment === undefined
			? {}
			: { environment: values.environment } ),
		only: values.only,
		type: values.type,
		takeOver: values[ 'take-over' ],
		dryRun: values[ 'dry-run' ],
		acceptFindings: acceptedFindings( values[ 'accept-findings' ] ),
		json: values.json,
		verbose: values.verbose,
		help: values.help,
		version: values.version,
	};
}
