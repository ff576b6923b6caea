import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { type Hook, UndocumentedHookError } from './hook';

const SOURCE = 'packages/provider-sdk/src/hooks.ts';
const INTERFACE = 'AetherFilters';

/**
 * The filters of the page, from the interface that types them.
 *
 * @param root Directory of the project.
 */
export const pageFilters = async ( root: string ): Promise< Hook[] > =>
	filtersOf( await readFile( join( root, SOURCE ), 'utf8' ), SOURCE );

/**
 * @param  code
 * @param  file Relative to the project.
 * @throws {UndocumentedHookError}
 */
export function filtersOf( code: string, file: string ): Hook[] {
	const source = ts.createSourceFile(
		file,
		code,
		ts.ScriptTarget.Latest,
		true
	);
	const declaration = source.statements.find(
		( statement ) =>
			ts.isInterfaceDeclaration( statement ) &&
			statement.name.text === INTERFACE
	);
	if (
		declaration === undefined ||
		! ts.isInterfaceDeclaration( declaration )
	) {
		throw new Error( `${ file } has no interface ${ INTERFACE }.` );
	}
	return declaration.members.flatMap( ( member ) => {
		if (
			! ts.isPropertySignature( member ) ||
			! ts.isStringLiteral( member.name ) ||
			member.type === undefined ||
			! ts.isFunctionTypeNode( member.type )
		) {
			return [];
		}
		const name = member.name.text;
		const [ docblock ] = ts.getJSDocCommentsAndTags( member );
		const description =
			docblock && ts.getTextOfJSDocComment( docblock.comment );
		if ( description === undefined ) {
			throw new UndocumentedHookError( name, file );
		}
		return [
			{
				name,
				kind: 'filter' as const,
				description: description.replaceAll( /\s*\n\s*/g, ' ' ),
				parameters: member.type.parameters.map( ( parameter ) => ( {
					name: parameter.name.getText( source ),
					type: parameter.type?.getText( source ) ?? 'unknown',
					description: '',
				} ) ),
				file,
			},
		];
	} );
}
