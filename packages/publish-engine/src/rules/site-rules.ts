import type { Finding } from '../events';
import { compilePattern, type PathTest } from './pattern';
import { NO_RULES, type SiteRules } from './types';

/** The rules of a site, ready to be asked. Paths begin with a slash, below the front page, query included. */
export interface CompiledRules {
	readonly allowsPage: PathTest;
	readonly allowsAsset: PathTest;
	/** Whether an address with a query is a page of its own. */
	readonly asksForQuery: PathTest;
	/** Patterns that cannot be read; publishing without them would publish what was meant to stay. */
	readonly findings: readonly Finding[];
}

/**
 * @param rules
 */
export function compileRules( rules: SiteRules = NO_RULES ): CompiledRules {
	const findings: Finding[] = [];
	const anyOf = ( patterns: readonly string[] ): PathTest => {
		const tests = patterns.flatMap( ( pattern ) => {
			const test = compilePattern( pattern );
			if ( test === null ) {
				findings.push( invalidRule( pattern ) );
			}
			return test ?? [];
		} );
		return ( path ) => tests.some( ( test ) => test( path ) );
	};
	const allows = (
		include: readonly string[],
		exclude: readonly string[]
	): PathTest => {
		const isIncluded = include.length === 0 ? () => true : anyOf( include );
		const isExcluded = anyOf( exclude );
		return ( path ) => isIncluded( path ) && ! isExcluded( path );
	};
	return {
		allowsPage: allows( rules.includePages, rules.excludePages ),
		allowsAsset: allows( rules.includeAssets, rules.excludeAssets ),
		asksForQuery: anyOf( rules.queryPages ),
		findings,
	};
}

const invalidRule = ( pattern: string ): Finding => ( {
	severity: 'error',
	code: 'rule_invalid',
	message: `The rule "${ pattern.slice( 0, 100 ) }" cannot be read.`,
	values: { rule: pattern.slice( 0, 100 ) },
	action: 'Correct it in the rules: a path with * and **, or a regular expression after "regex:".',
} );
