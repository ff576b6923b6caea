import type { Finding } from '../events';
import { credentialName } from '../gate/credentials';
import { type AcceptedFindings, Findings } from '../gate/findings';
import type { SiteParts } from './blueprint';
import { fileSize } from './file-size';

/** Names in one finding; the count says how many there are. */
const MOST_NAMES = 10;

const files = ( count: number ): string =>
	count === 1 ? '1 file' : `${ count } files`;

const listOf = ( names: readonly string[] ): string =>
	names.slice( 0, MOST_NAMES ).join( ', ' ) +
	( names.length > MOST_NAMES ? ', …' : '' );

/**
 * What a copy of the site will lack, and what must not be in it.
 *
 * @param site
 * @param site.facts
 * @param site.leftOut
 * @param site.missingCode
 * @param site.missingMedia
 * @param site.exposed
 * @param site.notFromDirectory
 */
export function findingsOf( {
	exposed,
	facts,
	leftOut,
	missingCode,
	missingMedia,
	notFromDirectory,
}: Pick<
	SiteParts,
	| 'exposed'
	| 'facts'
	| 'leftOut'
	| 'missingCode'
	| 'missingMedia'
	| 'notFromDirectory'
> ): readonly Finding[] {
	const credentials = exposed.map( ( { place, credential } ): Finding => ( {
		severity: 'error',
		code: 'credential_exposed',
		message: `It contains what looks like ${ credentialName( credential ) }.`,
		values: { credential },
		subject: place,
		action: 'Anybody who opens a bundle reads its content and its programs. Revoke the key where it was made, and keep keys in wp-config.php or in the environment.',
	} ) );
	const unmet = facts.unmet.map( ( { plugin, requires } ): Finding => ( {
		severity: 'error',
		code: 'plugin_requirement_missing',
		message: `The plugin ${ plugin } requires ${ requires }, which is not in the bundle, so no copy could activate it.`,
		values: { requires },
		subject: plugin,
		action: 'Choose what it requires, too, where you may give it away, or take the plugin out of the bundle.',
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
	const lost = missingCode.map( ( name ): Finding => ( {
		severity: 'error',
		code: 'package_missing',
		message: `The folder of ${ name } is not on this server, so the copy would lack it.`,
		subject: name,
		action: 'Install it anew, or choose another theme, or take the plugin out of the bundle.',
	} ) );
	const emptied = facts.emptied.map( ( { option, values } ): Finding => ( {
		severity: 'warning',
		code: 'option_values_emptied',
		message: `In the option ${ option } something is empty in the copy, since it is named like a secret or is an address of e-mail: ${ listOf( values ) }.`,
		values: { names: listOf( values ) },
		subject: option,
		action: 'Where visitors read it, give it another name or another place, or enter it in the copy.',
	} ) );
	const unsaid = facts.unsaid.map( ( { type, count } ): Finding => ( {
		severity: 'warning',
		code: 'comments_left_at_home',
		message: `Comments of the type ${ type } do not travel, and the copy does not count them: ${ count }.`,
		values: { count },
		subject: type,
		action: 'Where visitors read them, name the type with the filter aether_bundle_comment_types.',
	} ) );
	const found = [
		...credentials,
		...lost,
		...unmet,
		...plugins,
		...carried,
		...emptied,
		...unsaid,
	];
	const [ firstMustUse ] = facts.mustUse;
	if ( firstMustUse !== undefined ) {
		found.push( {
			severity: 'warning',
			code: 'must_use_plugins_left_at_home',
			message: `Must-use plugins do not travel: ${ listOf( facts.mustUse ) }.`,
			values: { names: listOf( facts.mustUse ) },
			subject: firstMustUse,
			action: 'Where the copy needs what one of them does, make it a plugin that can be activated, and choose that.',
		} );
	}
	const [ firstMissing ] = missingMedia;
	if ( firstMissing !== undefined ) {
		found.push( {
			severity: 'warning',
			code: 'media_missing',
			message: `Content refers to what is not in the bundle, since it does not exist or is kept from visitors, ${ files( missingMedia.length ) }: ${ listOf( missingMedia ) }.`,
			values: {
				count: missingMedia.length,
				names: listOf( missingMedia ),
			},
			subject: firstMissing,
			action: 'Upload them anew, or take them out of the content.',
		} );
	}
	const [ largest ] = leftOut;
	if ( ! largest ) {
		return found;
	}
	const bytes = leftOut.reduce( ( sum, { size } ) => sum + size, 0 );
	const names = leftOut.map(
		( { path, size } ) => `${ path } (${ fileSize( size ) })`
	);
	return [
		...found,
		{
			severity: 'warning',
			code: 'media_left_out',
			message: `The bundle may hold ${ fileSize( facts.budget ) } and lacks ${ files( leftOut.length ) } with ${ fileSize( bytes ) }: ${ listOf( names ) }.`,
			values: {
				count: leftOut.length,
				bytes,
				budget: facts.budget,
				names: listOf( leftOut.map( ( { path } ) => path ) ),
			},
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
