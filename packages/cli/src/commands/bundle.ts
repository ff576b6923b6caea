import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
	buildBundle,
	type BundleMeasure,
	measureBundle,
	type SiteBundle,
} from '@aether/publish-engine';
import { EXIT } from '../exit-codes';
import { writeJsonLine } from '../output/json-lines';
import { formatBytes } from '../output/units';
import type { Command, CommandContext } from './command';

const DEFAULT_NAME = 'blueprint.zip';

/**
 * Writes beside the file and renames, so that it is whole or as it was.
 *
 * @param archive
 * @param file
 * @param signal
 */
async function save(
	archive: Blob,
	file: string,
	signal: AbortSignal
): Promise< void > {
	const unfinished = `${ file }.${ process.pid }.part`;
	try {
		await pipeline(
			Readable.from( archive.stream() ),
			createWriteStream( unfinished ),
			{ signal }
		);
		await rename( unfinished, file );
	} catch ( error ) {
		await rm( unfinished, { force: true } );
		throw error;
	}
}

const describeSizes = ( {
	content,
	code,
	media,
}: BundleMeasure[ 'sizes' ] ): string =>
	`${ formatBytes( content ) } of content, ${ formatBytes( code ) } of theme and plugins, ${ formatBytes( media ) } of media`;

function describeFindings(
	{ stderr, style }: CommandContext,
	findings: SiteBundle[ 'findings' ]
): void {
	for ( const { message, action } of findings ) {
		stderr.write( `${ style.doubtful( '!' ) } ${ message } ${ action }\n` );
	}
}

type MeasuredSite = Parameters< typeof measureBundle >[ 0 ];

async function measure(
	context: CommandContext,
	site: MeasuredSite
): Promise< void > {
	const measured = await measureBundle( site );
	if ( context.options.json ) {
		writeJsonLine( context.stdout, {
			type: 'bundle-measure',
			...measured,
		} );
		return;
	}
	describeFindings( context, measured.findings );
	context.stdout.write(
		`Before compression: ${ describeSizes( measured.sizes ) }; files may take ${ formatBytes( measured.budget ) }. Nothing was written.\n`
	);
}

async function write(
	context: CommandContext,
	site: MeasuredSite
): Promise< void > {
	const { options, stdout, signal } = context;
	const file = resolve( options.operands[ 0 ] ?? DEFAULT_NAME );
	const { archive, ...facts } = await buildBundle( {
		...site,
		acceptFindings: options.acceptFindings,
		onProgress: () => {},
	} );
	await save( archive, file, signal );
	const { size } = archive;
	if ( options.json ) {
		writeJsonLine( stdout, { type: 'bundle', file, size, ...facts } );
		return;
	}
	describeFindings( context, facts.findings );
	stdout.write(
		`${ file }: ${ formatBytes( size ) }, with ${ describeSizes( facts.sizes ) }\n`
	);
}

/**
 * `aether bundle`
 * @param context
 */
export const bundle: Command = async ( context ) => {
	const { options, signal } = context;
	const { site, content, hasher } = ( await context.connect() ).services;
	await ( options.dryRun ? measure : write )( context, {
		site,
		content,
		hasher,
		budget: options.budget,
		choice: options.choice,
		signal,
	} );
	return EXIT.SUCCESS;
};
