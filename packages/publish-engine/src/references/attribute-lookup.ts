import type { AttributeLookup } from './attribute-rules';
import type { MarkupAttribute } from './markup-reader';
import type { SourceText } from './source-text';

/**
 * Reads the other attributes of an element for the rules, each once: an element can have a hundred thousand, and each of
 * them a rule that asks.
 *
 * @param source
 * @param attributes
 */
export function createLookup(
	source: SourceText,
	attributes: readonly MarkupAttribute[]
): AttributeLookup {
	const values = new Map< string, string >();
	let byName: ReadonlyMap< string, MarkupAttribute > | undefined;
	return ( wanted ) => {
		let value = values.get( wanted );
		if ( value === undefined ) {
			byName ??= firstByName( attributes );
			const found = byName.get( wanted );
			value = found
				? source.slice( found.start, found.end ).decode( 'markup' ).text
				: '';
			values.set( wanted, value );
		}
		return value;
	};
}

/**
 * As in a browser: of two attributes with one name, the first counts.
 *
 * @param attributes
 */
const firstByName = (
	attributes: readonly MarkupAttribute[]
): ReadonlyMap< string, MarkupAttribute > =>
	new Map(
		attributes
			.map( ( attribute ): [ string, MarkupAttribute ] => [
				attribute.name.toLowerCase(),
				attribute,
			] )
			.reverse()
	);
