/**
 * What WordPress reads: one PHP file per plugin and language, and one JSON file per script.
 */
import type { Message } from './message';
import { keyOf } from './message';
import type { PoFile } from './po';

const phpString = ( text: string ): string =>
	`'${ text.replaceAll( '\\', '\\\\' ).replaceAll( "'", "\\'" ) }'`;

/** Between the forms of a text that depends on a number. */
const BETWEEN_FORMS = '\0';

/**
 * `<domain>-<locale>.l10n.php`, which WordPress prefers to `.mo` since 6.5.
 *
 * @param domain
 * @param po
 */
export function compilePhp( domain: string, po: PoFile ): string {
	const messages = [ ...po.translations ].map(
		( [ key, forms ] ) =>
			`${ phpString( key ) }=>${ forms
				.join( BETWEEN_FORMS )
				.split( BETWEEN_FORMS )
				.map( phpString )
				.join( '."\\0".' ) }`
	);
	return `<?php\nreturn ['domain'=>${ phpString( domain ) },'plural-forms'=>${ phpString(
		po.plural
	) },'language'=>${ phpString( po.language ) },'messages'=>[${ messages.join(
		','
	) }]];\n`;
}

/**
 * `<domain>-<locale>-<handle>.json`, for `wp_set_script_translations()`.
 *
 * @param po
 * @param messages Those that the script may show.
 */
export function compileScript(
	po: PoFile,
	messages: readonly Message[]
): string {
	const wanted = new Set( messages.map( keyOf ) );
	return `${ JSON.stringify( {
		domain: 'messages',
		locale_data: {
			messages: {
				'': {
					domain: 'messages',
					lang: po.language,
					'plural-forms': po.plural,
				},
				...Object.fromEntries(
					[ ...po.translations ].filter( ( [ key ] ) =>
						wanted.has( key )
					)
				),
			},
		},
	} ) }\n`;
}
