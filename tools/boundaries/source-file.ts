import ts from 'typescript';

export interface ImportOfFile {
	readonly specifier: string;
	/** Counted from 1. */
	readonly line: number;
}

export interface GlobalOfFile {
	readonly name: string;
	/** Counted from 1. */
	readonly line: number;
}

const isSpecifierOf = ( node: ts.Node ): ts.Expression | undefined => {
	if ( ts.isImportDeclaration( node ) || ts.isExportDeclaration( node ) ) {
		return node.moduleSpecifier;
	}
	if (
		ts.isCallExpression( node ) &&
		( node.expression.kind === ts.SyntaxKind.ImportKeyword ||
			( ts.isIdentifier( node.expression ) &&
				node.expression.text === 'require' ) )
	) {
		return node.arguments[ 0 ];
	}
	if (
		ts.isImportTypeNode( node ) &&
		ts.isLiteralTypeNode( node.argument )
	) {
		return node.argument.literal as ts.Expression;
	}
	return undefined;
};

/**
 * Whether an identifier stands for a value, and is not the name of a property, a type or a declaration.
 * @param node
 */
function isReference( node: ts.Identifier ): boolean {
	const { parent } = node;
	if ( ts.isPropertyAssignment( parent ) ) {
		return parent.initializer === node;
	}
	const isName = 'name' in parent && parent.name === node;
	return (
		( ! isName || ts.isShorthandPropertyAssignment( parent ) ) &&
		! ts.isTypeNode( parent ) &&
		! ts.isQualifiedName( parent ) &&
		! ts.isImportSpecifier( parent ) &&
		! ts.isExportSpecifier( parent )
	);
}

/** Reads one TypeScript or JavaScript file: what it imports, and which globals it uses. */
export class SourceFile {
	readonly imports: readonly ImportOfFile[];
	readonly globals: readonly GlobalOfFile[];

	constructor( path: string, text: string ) {
		const file = ts.createSourceFile(
			path,
			text,
			ts.ScriptTarget.Latest,
			true
		);
		const lineOf = ( node: ts.Node ): number =>
			file.getLineAndCharacterOfPosition( node.getStart( file ) ).line +
			1;
		const imports: ImportOfFile[] = [];
		const references: GlobalOfFile[] = [];
		const declared = new Set< string >();

		const visit = ( node: ts.Node ): void => {
			const specifier = isSpecifierOf( node );
			if ( specifier && ts.isStringLiteralLike( specifier ) ) {
				imports.push( {
					specifier: specifier.text,
					line: lineOf( node ),
				} );
			}
			if (
				( ts.isVariableDeclaration( node ) ||
					ts.isParameter( node ) ||
					ts.isBindingElement( node ) ||
					ts.isImportSpecifier( node ) ||
					ts.isImportClause( node ) ||
					ts.isFunctionDeclaration( node ) ) &&
				node.name &&
				ts.isIdentifier( node.name )
			) {
				declared.add( node.name.text );
			}
			if ( ts.isIdentifier( node ) && isReference( node ) ) {
				references.push( { name: node.text, line: lineOf( node ) } );
			}
			ts.forEachChild( node, visit );
		};
		visit( file );

		this.imports = imports;
		this.globals = references.filter(
			( { name } ) => ! declared.has( name )
		);
	}
}
