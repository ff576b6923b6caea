export interface HookParameter {
	readonly name: string;
	readonly type: string;
	/** Empty where the name says it all. */
	readonly description: string;
}

/** One action or filter, as its source describes it. */
export interface Hook {
	readonly name: string;
	readonly kind: 'action' | 'filter';
	readonly description: string;
	/** What a callback gets; a filter's first one is what it returns. */
	readonly parameters: readonly HookParameter[];
	/** Relative to the project. */
	readonly file: string;
}

/** A hook without words is one that nobody can use. */
export class UndocumentedHookError extends Error {
	constructor( name: string, file: string ) {
		super(
			`The hook ${ name } in ${ file } has no docblock right above it.`
		);
	}
}
