import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify( execFile );

/** A mirror under load; nothing of ours waits longer. */
const LONGEST_COMMAND_MS = 180_000;

type Stanza = ReadonlyMap< string, string >;

/**
 * Splits a file of deb822 stanzas.
 *
 * @param text Content of a `.sources` file.
 */
export function parseStanzas( text: string ): Stanza[] {
	return text
		.split( /\n\s*\n/ )
		.map( ( block ) => {
			const fields = new Map< string, string >();
			let last = '';
			for ( const line of block.split( '\n' ) ) {
				if ( line.startsWith( '#' ) || line.trim() === '' ) {
					continue;
				}
				if ( /^\s/.test( line ) ) {
					fields.set(
						last,
						`${ fields.get( last ) ?? '' }\n${ line }`
					);
					continue;
				}
				const colon = line.indexOf( ':' );
				last = line.slice( 0, colon ).trim();
				fields.set( last, line.slice( colon + 1 ).trim() );
			}
			return fields;
		} )
		.filter( ( fields ) => fields.size > 0 );
}

/**
 * Reads the one-line form, `deb [signed-by=…] address suite components`.
 *
 * @param text Content of a `.list` file.
 */
export function parseLines( text: string ): Stanza[] {
	return text.split( '\n' ).flatMap( ( line ) => {
		const [ , options = '', address, suite, components ] =
			/^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(
				line.trim()
			) ?? [];
		if ( ! address || ! suite || ! components ) {
			return [];
		}
		const signedBy = /signed-by=(\S+)/i.exec( options )?.[ 1 ];
		return [
			new Map( [
				[ 'Types', 'deb' ],
				[ 'URIs', address ],
				[ 'Suites', suite ],
				[ 'Components', components ],
				...( signedBy ? [ [ 'Signed-By', signedBy ] as const ] : [] ),
			] ),
		];
	} );
}

/**
 * The machine's own Debian sources, turned to another suite of the same archive.
 *
 * @param sources  What the machine has.
 * @param codename Its own suite.
 * @param suite    The wanted one.
 * @return Text of a `.sources` file; empty when the machine has no source to turn.
 */
export function sourcesForSuite(
	sources: readonly Stanza[],
	codename: string,
	suite: string
): string {
	const words = ( stanza: Stanza, field: string ): string[] =>
		( stanza.get( field ) ?? '' ).split( /\s+/ );
	return sources
		.filter(
			( stanza ) =>
				words( stanza, 'Suites' ).includes( codename ) &&
				words( stanza, 'Components' ).includes( 'main' ) &&
				stanza.get( 'Enabled' ) !== 'no'
		)
		.map( ( stanza ) =>
			[
				...new Map( [
					...stanza,
					[ 'Types', 'deb' ],
					[ 'Suites', suite ],
					[ 'Components', 'main' ],
				] as const ),
			]
				.map( ( [ field, value ] ) => `${ field }: ${ value }\n` )
				.join( '' )
		)
		.join( '\n' );
}

async function machineSources(): Promise< Stanza[] > {
	const directory = '/etc/apt/sources.list.d';
	const files = existsSync( directory )
		? ( await readdir( directory ) )
				.sort()
				.map( ( name ) => join( directory, name ) )
		: [];
	const stanzas: Stanza[] = [];
	for ( const file of [ '/etc/apt/sources.list', ...files ] ) {
		if ( ! existsSync( file ) ) {
			continue;
		}
		const text = await readFile( file, 'utf8' );
		stanzas.push(
			...( file.endsWith( '.sources' )
				? parseStanzas( text )
				: parseLines( text ) )
		);
	}
	return stanzas;
}

/** `bookworm`, … */
export async function machineCodename(): Promise< string > {
	const release = await readFile( '/etc/os-release', 'utf8' ).catch(
		() => ''
	);
	const codename = /^VERSION_CODENAME=(\S+)$/m.exec( release )?.[ 1 ];
	if ( ! codename ) {
		throw new Error( 'this machine is no Debian' );
	}
	return codename;
}

/** Debian packages of one suite, apart from the machine's own package state, which is never touched. */
export interface PrivateApt {
	/** Names of the packages that `name` depends on or recommends. */
	readonly dependencies: ( name: string ) => Promise< string[] >;
	/**
	 * Unpacks packages below a directory, without running anything of theirs.
	 *
	 * @return The paths of the package files.
	 */
	readonly unpack: (
		names: readonly string[],
		destination: string
	) => Promise< void >;
}

/**
 * Opens a package state of our own below `state`, fed by the machine's sources and checked with its keys.
 *
 * @param  suite  `sid`, `trixie`, …
 * @param  state  An existing directory of its own.
 * @param  signal Ends a running command.
 * @throws {Error} Where there is no apt, no Debian source, or no such suite.
 */
export async function openPrivateApt(
	suite: string,
	state: string,
	signal?: AbortSignal
): Promise< PrivateApt > {
	const codename = await machineCodename();
	const sources = sourcesForSuite( await machineSources(), codename, suite );
	if ( sources === '' ) {
		throw new Error( `apt has no Debian source for ${ codename }` );
	}
	const sourceList = join( state, 'derived.sources' );
	const downloads = join( state, 'downloads' );
	for ( const folder of [
		'state/lists/partial',
		'cache/archives/partial',
	] ) {
		await mkdir( join( state, folder ), { recursive: true } );
	}
	await mkdir( downloads, { recursive: true } );
	await writeFile( join( state, 'state/status' ), '' );
	await writeFile( sourceList, sources );

	const options = Object.entries( {
		'Dir::Etc::sourcelist': sourceList,
		'Dir::Etc::sourceparts': '/dev/null',
		'Dir::Etc::main': '/dev/null',
		'Dir::Etc::preferences': '/dev/null',
		'Dir::Etc::preferencesparts': '/dev/null',
		'Dir::State': join( state, 'state' ),
		'Dir::State::status': join( state, 'state/status' ),
		'Dir::Cache': join( state, 'cache' ),
		'Acquire::Languages': 'none',
		'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled': 'false',
		'APT::Sandbox::User': 'root',
	} ).flatMap( ( [ name, value ] ) => [ '-o', `${ name }=${ value }` ] );
	const command = async (
		program: string,
		...parameters: string[]
	): Promise< string > => {
		const { stdout } = await run( program, parameters, {
			cwd: downloads,
			timeout: LONGEST_COMMAND_MS,
			maxBuffer: 16_000_000,
			...( signal && { signal } ),
		} );
		return stdout;
	};

	await command( 'apt-get', '-qq', ...options, 'update' );
	return {
		async dependencies( name ) {
			const list = await command(
				'apt-cache',
				...options,
				'depends',
				name
			);
			return [
				...list.matchAll(
					/^[ |]*(?:Depends|Recommends): ([a-z0-9][a-z0-9.+-]*)$/gm
				),
			].flatMap( ( [ , dependency ] ) => dependency ?? [] );
		},
		async unpack( names, destination ) {
			await command( 'apt-get', '-qq', ...options, 'download', ...names );
			for ( const file of await readdir( downloads ) ) {
				if ( file.endsWith( '.deb' ) ) {
					await command(
						'dpkg-deb',
						'-x',
						join( downloads, file ),
						destination
					);
				}
			}
		},
	};
}
