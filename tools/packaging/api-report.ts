import { join } from 'node:path';
import ts from 'typescript';

/** Entries of the package, and the files that declare them. */
const ENTRIES = [
	[ '@aether/provider-sdk', 'src/index.d.ts' ],
	[ '@aether/provider-sdk/react', 'src/react/index.d.ts' ],
	[ '@aether/provider-sdk/testing', 'testing/index.d.ts' ],
] as const;

const HEADER = `Everything that @aether/provider-sdk makes public. A change here is a change of the contract: what is added makes
a minor version, what is removed or altered a major one. Compared by the tests; \`npm run package -- --api\` writes it.
`;

/**
 * The public surface of the SDK as text, sorted, without comments.
 *
 * @param staged See `stageSdk()`.
 */
export function apiReport( staged: string ): string {
	const files = ENTRIES.map( ( [ , file ] ) => join( staged, file ) );
	const program = ts.createProgram( files, {
		module: ts.ModuleKind.ESNext,
		moduleResolution: ts.ModuleResolutionKind.Bundler,
		target: ts.ScriptTarget.ES2022,
		noResolve: false,
		skipLibCheck: true,
		types: [],
	} );
	const checker = program.getTypeChecker();
	const sections = ENTRIES.map( ( [ name, file ] ) => {
		const source = program.getSourceFile( join( staged, file ) );
		const symbol = source && checker.getSymbolAtLocation( source );
		if ( symbol === undefined ) {
			throw new Error( `${ file } exports nothing.` );
		}
		const names = checker
			.getExportsOfModule( symbol )
			.sort( ( one, other ) => ( one.name < other.name ? -1 : 1 ) );
		return [
			`\n# ${ name }\n`,
			...names.map( ( exported ) => describe( exported, checker ) ),
		].join( '\n' );
	} );
	return `${ HEADER }${ sections.join( '\n' ) }`;
}

const printer = ts.createPrinter( { removeComments: true } );

function describe( exported: ts.Symbol, checker: ts.TypeChecker ): string {
	const symbol =
		// eslint-disable-next-line no-bitwise -- The compiler's flags are bits.
		exported.flags & ts.SymbolFlags.Alias
			? checker.getAliasedSymbol( exported )
			: exported;
	const texts = ( symbol.declarations ?? [] ).map( ( declaration ) =>
		printer
			.printNode(
				ts.EmitHint.Unspecified,
				statementOf( declaration ),
				declaration.getSourceFile()
			)
			.replace( /^export (?:declare )?|^declare /, '' )
			.replace( /^( {4})+/gm, ( indent ) =>
				'\t'.repeat( indent.length / 4 )
			)
	);
	return [ ...new Set( texts ) ].join( '\n' );
}

/**
 * `const` stands two levels above the name that it declares.
 *
 * @param declaration
 */
const statementOf = ( declaration: ts.Declaration ): ts.Node =>
	ts.isVariableDeclaration( declaration )
		? declaration.parent.parent
		: declaration;
