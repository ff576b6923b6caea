import type { Logger, OperationOptions } from '@aether/provider-sdk';
import type { GitPlace } from './place';
import type { GitRepository } from './repository';

const slug = ( text: string ): string =>
	text
		.toLowerCase()
		.replaceAll( /[^a-z0-9]+/g, '-' )
		.replaceAll( /^-+|-+$/g, '' )
		.slice( 0, 60 ) || 'site';

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
): string =>
	`aether-publish/${ slug( homeUrl.replace( /^https?:/, '' ) ) }/${ slug( deployment ) }/`;

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
 * @param repository
 * @param prefix
 * @param logger
 * @param options
 */
export async function sweepTemporaryBranches(
	repository: GitRepository,
	prefix: string,
	logger: Logger,
	options: OperationOptions
): Promise< void > {
	try {
		for ( const name of await repository.branchNames( prefix, options ) ) {
			await repository.deleteBranch( name, options );
		}
	} catch ( error ) {
		options.signal.throwIfAborted();
		logger.warn( 'Temporary branches could not be removed.', { error } );
	}
}
