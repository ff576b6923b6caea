import { doAction } from '@wordpress/hooks';
import { logWarning } from './log';
import { pageSingleton } from './page-singleton';

export interface Deprecation {
	/** The version of the SDK, or of your base class, that first called it so. */
	readonly since: string;
	/** What to use in its place. */
	readonly instead?: string;
	/** Where more is said. */
	readonly link?: string;
}

/**
 * Says once per page that something still works but will not for ever. WordPress' action `deprecated` fires with it, as
 * for WordPress' own deprecations, so that a site can collect them.
 *
 * @param what    Opens the sentence: `AbstractFtpProvider.upload()`.
 * @param details
 */
export function warnDeprecated( what: string, details: Deprecation ): void {
	const said = pageSingleton( 'deprecations', () => new Set< string >() );
	if ( said.has( what ) ) {
		return;
	}
	said.add( what );
	const { since, instead, link } = details;
	doAction( 'deprecated', what, {
		since,
		alternative: instead,
		plugin: 'Aether',
		link,
	} );
	logWarning(
		[
			`${ what } is deprecated since version ${ since }.`,
			...( instead === undefined ? [] : [ `Use ${ instead } instead.` ] ),
			...( link === undefined ? [] : [ `See ${ link }` ] ),
		].join( ' ' )
	);
}
