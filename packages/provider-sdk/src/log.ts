/*
 * What goes wrong while plugins plug themselves in happens before any host has handed over a logger, and the person who
 * can mend it is a developer looking at the browser's console.
 */

/**
 * @param message
 * @param cause   What was thrown, shown with its stack.
 */
export function logError( message: string, cause?: unknown ): void {
	// eslint-disable-next-line no-console -- See above: the console is where a provider's author looks.
	console.error( ...line( message, cause ) );
}

/**
 * @param message
 * @param cause   What was thrown, shown with its stack.
 */
export function logWarning( message: string, cause?: unknown ): void {
	// eslint-disable-next-line no-console -- See above: the console is where a provider's author looks.
	console.warn( ...line( message, cause ) );
}

const line = ( message: string, cause: unknown ): unknown[] =>
	cause === undefined
		? [ `Aether: ${ message }` ]
		: [ `Aether: ${ message }`, cause ];
