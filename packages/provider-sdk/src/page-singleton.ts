/**
 * One value per page, whichever bundle asks first. A page can carry several copies of the SDK (one per plugin that
 * bundles it); what they must share lives on the global object under a registered symbol.
 * @param name
 * @param create Called by the first copy only.
 */
export function pageSingleton< T >( name: string, create: () => T ): T {
	const page = globalThis as { [ key: symbol ]: unknown };
	const key = Symbol.for( `aether.${ name }` );
	page[ key ] ??= create();
	return page[ key ] as T;
}
