import type { OperationOptions } from '@aether/provider-sdk';
import type { GitPlace } from './place';

const slug = ( text: string ): string =>
	text
		.toLowerCase()
		.replaceAll( /[^a-z0-9]+/g, '-' )
		.replaceAll( /^-+|-+$/g, '' )
		.slice( 0, 60 ) || 'site';

/** The largest prime below 2^32. */
const PRIME = 4_294_967_291;

/**
 * Eight hexadecimal digits that tell apart what a slug writes alike: `a.example/b-c` and `a.example/b/c`.
 *
 * @param text
 */
const fingerprint = ( text: string ): string =>
	new TextEncoder()
		.encode( text )
		.reduce( ( hash, byte ) => ( hash * 257 + byte + 1 ) % PRIME, 1 )
		.toString( 16 )
		.padStart( 8, '0' );

/**
 * The part of a branch's name that stands for one site and deployment.
 *
 * @param homeUrl    Of the site.
 * @param deployment
 */
export function branchScope( homeUrl: string, deployment: string ): string {
	const address = homeUrl.replace( /^https?:\/\//, '' );
	return `${ slug( address ) }-${ fingerprint( address ) }/${ slug( deployment ) }`;
}

/**
 * What all temporary branches of one site and deployment begin with, so that each publish can sweep away what an
 * earlier one had to leave, and nobody else's.
 *
 * @param homeUrl    Of the site.
 * @param deployment
 */
export const temporaryPrefix = (
	homeUrl: string,
	deployment: string
): string => `aether-publish/${ branchScope( homeUrl, deployment ) }/`;

/**
 * @param place
 * @param place.temporaryPrefix
 * @param publishId
 */
export const temporaryBranch = (
	{ temporaryPrefix: prefix }: Pick< GitPlace, 'temporaryPrefix' >,
	publishId: string
): string => `${ prefix }${ slug( publishId ) }`;

/**
 * Removes every temporary branch of this site and deployment. A branch that cannot be removed costs nobody a publish.
 *
 * The first branch of an empty repository becomes its default one, which cannot be removed: then the published branch
 * takes its part.
 *
 * @param place
 * @param place.repository
 * @param place.temporaryPrefix
 * @param place.branch
 * @param place.logger
 * @param options
 */
export async function sweepTemporaryBranches(
	{ repository, temporaryPrefix: prefix, branch, logger }: GitPlace,
	options: OperationOptions
): Promise< void > {
	try {
		const names = await repository.branchNames( prefix, options );
		const first =
			names.length > 0 ? await repository.defaultBranch( options ) : null;
		if ( first !== null && names.includes( first ) ) {
			await repository.makeDefault( branch, options );
		}
		for ( const name of names ) {
			await repository.deleteBranch( name, options );
		}
	} catch ( error ) {
		options.signal.throwIfAborted();
		logger.warn( 'Temporary branches could not be removed.', { error } );
	}
}
