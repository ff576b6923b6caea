import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buildBundle, type SiteBundle } from '@aether/publish-engine';
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

function describe(
	{ stdout, stderr, style }: CommandContext,
	file: string,
	{ archive, sizes, findings }: SiteBundle
): void {
	for ( const { message, action } of findings ) {
		stderr.write( `${ style.doubtful( '!' ) } ${ message } ${ action }\n` );
	}
	stdout.write(
		`${ file }: ${ formatBytes( archive.size ) }, with ${ formatBytes( sizes.content ) } of content, ${ formatBytes( sizes.code ) } of theme and plugins, ${ formatBytes( sizes.media ) } of media\n`
	);
}

/**
 * `aether bundle`
 * @param context
 */
export const bundle: Command = async ( context ) => {
	const { options, stdout, signal } = context;
	const file = resolve( options.operands[ 0 ] ?? DEFAULT_NAME );
	const { services } = await context.connect();
	const made = await buildBundle( {
		site: services.site,
		content: services.content,
		hasher: services.hasher,
		acceptFindings: options.acceptFindings,
		signal,
		onProgress: () => {},
	} );
	await save( made.archive, file, signal );
	if ( options.json ) {
		const { archive, ...facts } = made;
		writeJsonLine( stdout, {
			type: 'bundle',
			file,
			size: archive.size,
			...facts,
		} );
	} else {
		describe( context, file, made );
	}
	return EXIT.SUCCESS;
};
