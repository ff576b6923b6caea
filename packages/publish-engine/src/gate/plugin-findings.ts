import type { Finding } from '../events';

/** Longer texts are a page, not a sentence. Characters. */
const LONGEST_TEXT = 500;

const CODE = /^[a-z][a-z0-9_]{0,63}$/;

const UNREADABLE: Finding = {
	severity: 'error',
	code: 'plugin_finding_unreadable',
	message:
		'A plugin of this site has something against the publish, in a form that cannot be read.',
	action: 'Look for the plugin that uses the hook aether_gate_findings; each of its findings needs a severity, a code and a message.',
};

/**
 * What the plugins of the site say in PHP, as findings of the gate. Whatever cannot be read counts as an error: somebody
 * wanted to say something.
 *
 * @param said
 */
export const fromPlugins = ( said: unknown ): readonly Finding[] =>
	Array.isArray( said ) ? said.map( toFinding ) : [ UNREADABLE ];

function toFinding( said: unknown ): Finding {
	const { severity, code, message, url, action } = Object( said ) as Record<
		string,
		unknown
	>;
	if (
		( severity !== 'error' && severity !== 'warning' ) ||
		typeof code !== 'string' ||
		! CODE.test( code ) ||
		! isText( message )
	) {
		return UNREADABLE;
	}
	return {
		severity,
		code,
		message: message.slice( 0, LONGEST_TEXT ),
		fromPlugin: true,
		// It becomes a link that a person clicks.
		...( isText( url ) && /^https?:\/\//i.test( url ) ? { url } : {} ),
		...( isText( action )
			? { action: action.slice( 0, LONGEST_TEXT ) }
			: {} ),
	};
}

const isText = ( value: unknown ): value is string =>
	typeof value === 'string' && value.trim() !== '';
