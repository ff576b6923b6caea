import ts from 'typescript';
import { FUNCTIONS, type Message, messageOf, TRANSLATORS } from './message';

/**
 * The messages of a TypeScript file.
 *
 * @param  source  Its path in the project.
 * @param  content
 * @throws {Error} When a text is no literal.
 */
export function scriptMessages(
	source: string,
	content: string
): readonly Message[] {
	const file = ts.createSourceFile(
		source,
		content,
		ts.ScriptTarget.ESNext,
		true
	);
	const messages: Message[] = [];
	const visit = ( node: ts.Node ): void => {
		if (
			ts.isCallExpression( node ) &&
			ts.isIdentifier( node.expression )
		) {
			const shape = FUNCTIONS.get( node.expression.text );
			const message = shape
				? messageOf(
						shape,
						node.arguments.map( literal ),
						source,
						commentBefore( node, content )
					)
				: null;
			if ( message ) {
				messages.push( message );
			}
		}
		ts.forEachChild( node, visit );
	};
	visit( file );
	return messages;
}

const literal = ( node: ts.Expression ): string | null =>
	ts.isStringLiteralLike( node ) ? node.text : null;

/**
 * In the comments before the call, or before what it is the first argument of.
 *
 * @param node
 * @param content
 */
function commentBefore( node: ts.Node, content: string ): string | undefined {
	const ranges = ts.getLeadingCommentRanges( content, node.pos ) ?? [];
	return ranges
		.map( ( { pos, end } ) => content.slice( pos + 2, end ) )
		.map(
			( text ) => TRANSLATORS.exec( text.replace( /\*\/$/, '' ) )?.[ 1 ]
		)
		.findLast( ( text ) => text !== undefined );
}
