/** A text of the plugins that can be translated. */
export interface Message {
	readonly domain: string;
	readonly text: string;
	/** Present where the text depends on a number. */
	readonly plural?: string;
	/** Tells texts apart that are the same in English. */
	readonly context?: string;
	/** What translators should know. */
	readonly comment?: string;
	/** File of the project. */
	readonly source: string;
}

/**
 * What WordPress finds a translation by.
 *
 * @param message
 * @param message.text
 * @param message.context
 */
export const keyOf = ( {
	text,
	context,
}: Pick< Message, 'text' | 'context' > ): string =>
	context === undefined ? text : `${ context }\u0004${ text }`;

/** Arguments of the functions of WordPress, by position; the text domain is always the last. */
export type Shape = 'text' | 'context' | 'plural' | 'plural-context';

export const FUNCTIONS: ReadonlyMap< string, Shape > = new Map( [
	[ '__', 'text' ],
	[ '_e', 'text' ],
	[ 'esc_html__', 'text' ],
	[ 'esc_html_e', 'text' ],
	[ 'esc_attr__', 'text' ],
	[ 'esc_attr_e', 'text' ],
	[ '_x', 'context' ],
	[ 'esc_html_x', 'context' ],
	[ 'esc_attr_x', 'context' ],
	[ '_n', 'plural' ],
	[ '_nx', 'plural-context' ],
] );

/** Of text, plural, context and text domain; -1 where the function takes none. */
const POSITIONS: Readonly< Record< Shape, readonly number[] > > = {
	text: [ 0, -1, -1, 1 ],
	context: [ 0, -1, 1, 2 ],
	plural: [ 0, 1, -1, 3 ],
	'plural-context': [ 0, 1, 3, 4 ],
};

/**
 * @param shape
 * @param values  Of the arguments; null where one is no literal.
 * @param source
 * @param comment
 * @return Null for a call without text domain: WordPress' own texts.
 */
export function messageOf(
	shape: Shape,
	values: readonly ( string | null )[],
	source: string,
	comment: string | undefined
): Message | null {
	const at = ( index: number ) => values[ POSITIONS[ shape ][ index ] ?? -1 ];
	const domain = at( 3 );
	if ( domain === undefined ) {
		return null;
	}
	const [ text, plural, context ] = [ at( 0 ), at( 1 ), at( 2 ) ];
	if ( ! text || ! domain || plural === null || context === null ) {
		throw new Error(
			`${ source }: a text that is translated must be a literal, beside "${ values.join( ', ' ) }".`
		);
	}
	return {
		domain,
		text,
		source,
		...( plural === undefined ? {} : { plural } ),
		...( context === undefined ? {} : { context } ),
		...( comment === undefined ? {} : { comment } ),
	};
}

/** `translators: %s: a name.` in a comment. */
export const TRANSLATORS = /^\s*\*?\s*(translators:[\s\S]*?)\s*$/i;
