import type { Finding } from '../events';
import { type AcceptedFindings, Findings } from '../gate/findings';
import type { SiteParts } from './blueprint';
import { fileSize } from './file-size';

/** Names in one finding; the count says how many there are. */
const MOST_NAMES = 10;

/**
 * What a copy of the site will lack, and what must not be in it.
 *
 * @param site
 * @param site.facts
 * @param site.leftOut
 * @param site.exposed
 * @param site.notFromDirectory
 */
export function findingsOf( {
	exposed,
	facts,
	leftOut,
	notFromDirectory,
}: Pick<
	SiteParts,
	'exposed' | 'facts' | 'leftOut' | 'notFromDirectory'
> ): readonly Finding[] {
	const credentials = exposed.map( ( { place, credential } ): Finding => ( {
		severity: 'error',
		code: 'credential_exposed',
		message: `It contains what looks like ${ credential }.`,
		subject: place,
		action: 'Anybody who opens a bundle reads its content and its programs. Revoke the key where it was made, and keep keys in wp-config.php or in the environment.',
	} ) );
	const plugins = facts.leftAtHome.map( ( plugin ): Finding => ( {
		severity: 'warning',
		code: 'plugin_left_at_home',
		message: `The plugin ${ plugin } is active here and not in the bundle.`,
		subject: plugin,
		action: 'Where the copy needs it and you may give it away, choose it in Settings → Aether, or name it with the filter aether_bundle_plugins.',
	} ) );
	const carried = notFromDirectory.map( ( plugin ): Finding => ( {
		severity: 'warning',
		code: 'plugin_not_from_directory',
		message: `The plugin ${ plugin } was to come from WordPress.org, which has other files for its version, or did not answer. The bundle carries the files of this site.`,
		subject: plugin,
		action: 'Install the plugin anew where it should be unchanged, or take back that it comes from WordPress.org.',
	} ) );
	const programs = [ ...credentials, ...plugins, ...carried ];
	const [ largest ] = leftOut;
	if ( ! largest ) {
		return programs;
	}
	const bytes = leftOut.reduce( ( sum, { size } ) => sum + size, 0 );
	const names = leftOut
		.slice( 0, MOST_NAMES )
		.map( ( { path, size } ) => `${ path } (${ fileSize( size ) })` );
	return [
		...programs,
		{
			severity: 'warning',
			code: 'media_left_out',
			message: `${ leftOut.length } files with ${ fileSize( bytes ) } are not in the bundle, which may hold ${ fileSize( facts.budget ) }: ${ names.join( ', ' ) }${ leftOut.length > MOST_NAMES ? ', …' : '' }.`,
			subject: largest.path,
			action: 'Make the files smaller, or raise the budget: of a download beside its button or with --budget, of a publish with the filter aether_bundle_budget.',
		},
	];
}

/**
 * The gate of a bundle.
 *
 * @param site
 * @param report   Is told of each finding.
 * @param accepted Codes of errors that do not stop it.
 * @throws `build_rejected` when there is an error that nobody accepted.
 */
export function checkParts(
	site: SiteParts,
	report: ( finding: Finding ) => void,
	accepted?: AcceptedFindings
): void {
	const findings = new Findings( report, accepted );
	for ( const finding of findingsOf( site ) ) {
		findings.add( finding );
	}
	findings.assertPublishable();
}
