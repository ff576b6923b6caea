import { AetherError } from '@aether/provider-sdk';
import { LONGEST_MESSAGE } from './limits';

/**
 * What a commit of ours says about itself, in trailers that git and people can read:
 *
 * ```
 * Publish Test site: 3 new, 1 changed, 2 removed
 *
 * Publish-Id: 0b6f…
 * Aether-Deployment: gitlab/static_site
 * Aether-Folder: "public"
 * Aether-Base: 4f2a…
 * Aether-Files: 120
 * Aether-Foreign: "README.md"
 * ```
 */
export interface PublishCommit {
	readonly publishId: string;
	/** Provider and deployment type: one repository may hold several. */
	readonly deployment: string;
	/** Without slashes at its ends; empty: the repository's root. */
	readonly folder: string;
	/** Number of files of the release. */
	readonly fileCount: number;
	/**
	 * The parent that the commit was planned on; null for the first commit. Another parent means that somebody pushed
	 * in between.
	 */
	readonly base: string | null;
	/** Paths from the root that are not ours; with a slash at the end, everything below. */
	readonly foreign: readonly string[];
	/** Number of this part of a publish that took several commits; absent in the last one. */
	readonly part?: number;
}

const ID = 'Publish-Id';
const DEPLOYMENT = 'Aether-Deployment';
const FOLDER = 'Aether-Folder';
const BASE = 'Aether-Base';
const FILES = 'Aether-Files';
const FOREIGN = 'Aether-Foreign';
const PART = 'Aether-Part';
/** Keeps pipelines from starting on a half-sent site. */
const SKIP_CI = '[skip ci]';

/**
 * @param  title  One line.
 * @param  commit
 * @throws {AetherError} `config_invalid` when others own so many paths that their list does not fit.
 */
export function writeMessage( title: string, commit: PublishCommit ): string {
	const isPart = commit.part !== undefined;
	const message = [
		`${ title.replaceAll( /\s+/g, ' ' ).trim() }${ isPart ? ` ${ SKIP_CI }` : '' }`,
		'',
		`${ ID }: ${ commit.publishId }`,
		`${ DEPLOYMENT }: ${ commit.deployment }`,
		`${ FOLDER }: ${ JSON.stringify( commit.folder ) }`,
		...( isPart
			? [ `${ PART }: ${ commit.part }` ]
			: [
					...( commit.base === null
						? []
						: [ `${ BASE }: ${ commit.base }` ] ),
					`${ FILES }: ${ commit.fileCount }`,
					...commit.foreign.map(
						( path ) => `${ FOREIGN }: ${ JSON.stringify( path ) }`
					),
				] ),
	].join( '\n' );
	if ( message.length > LONGEST_MESSAGE ) {
		throw new AetherError(
			'config_invalid',
			'This folder holds too many files that Aether did not put there. Choose a folder of its own for the site.'
		);
	}
	return message;
}

/**
 * @param message
 * @return Null for a commit that is not ours.
 */
export function readMessage( message: string ): PublishCommit | null {
	const values = ( name: string ): string[] =>
		[
			...message.matchAll( new RegExp( `^${ name }: (.*)$`, 'gm' ) ),
		].flatMap( ( [ , value ] ) =>
			value === undefined ? [] : [ value ]
		);
	const [ publishId ] = values( ID );
	const [ deployment ] = values( DEPLOYMENT );
	if ( publishId === undefined || deployment === undefined ) {
		return null;
	}
	const [ part ] = values( PART );
	return {
		publishId: publishId.trim(),
		deployment: deployment.trim(),
		folder: readText( values( FOLDER )[ 0 ] ) ?? '',
		base: values( BASE )[ 0 ]?.trim() ?? null,
		fileCount: Number( values( FILES )[ 0 ] ) || 0,
		foreign: values( FOREIGN ).flatMap(
			( value ) => readText( value ) ?? []
		),
		...( part === undefined ? {} : { part: Number( part ) } ),
	};
}

function readText( value: string | undefined ): string | undefined {
	try {
		const text: unknown = JSON.parse( value ?? '' );
		return typeof text === 'string' ? text : undefined;
	} catch {
		return undefined;
	}
}
