import type { Finding } from '../events';
import type { SiteParts } from './blueprint';
import { megabytes } from './megabytes';

/** Names in one finding; the count says how many there are. */
const MOST_NAMES = 10;

/**
 * What a copy of the site will lack.
 *
 * @param site
 * @param site.facts
 * @param site.leftOut
 * @return Warnings.
 */
export function findingsOf( {
	facts,
	leftOut,
}: Pick< SiteParts, 'facts' | 'leftOut' > ): readonly Finding[] {
	const plugins = facts.leftAtHome.map( ( plugin ): Finding => ( {
		severity: 'warning',
		code: 'plugin_left_at_home',
		message: `The plugin ${ plugin } is active here and not in the bundle.`,
		subject: plugin,
		action: 'Where the copy needs it and you may give it away, name it with the filter aether_bundle_plugins.',
	} ) );
	const [ largest ] = leftOut;
	if ( ! largest ) {
		return plugins;
	}
	const bytes = leftOut.reduce( ( sum, { size } ) => sum + size, 0 );
	const names = leftOut
		.slice( 0, MOST_NAMES )
		.map( ( { path, size } ) => `${ path } (${ megabytes( size ) })` );
	return [
		...plugins,
		{
			severity: 'warning',
			code: 'media_left_out',
			message: `${ leftOut.length } files with ${ megabytes( bytes ) } are not in the bundle, which may hold ${ megabytes( facts.budget ) }: ${ names.join( ', ' ) }${ leftOut.length > MOST_NAMES ? ', …' : '' }.`,
			subject: largest.path,
			action: 'Make the files smaller, or raise the budget with the filter aether_bundle_budget.',
		},
	];
}
