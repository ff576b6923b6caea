import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { SiteSource } from '@aether/publish-engine';

export interface RequestTrace {
	/** The same source, watched. */
	readonly watch: ( source: SiteSource ) => SiteSource;
	/** Resolves when everything is in the file. */
	readonly close: () => Promise< void >;
}

/**
 * Writes one line of JSON for each answer of the front end: address, status, bytes, milliseconds.
 *
 * @param path The file; what it held is lost.
 */
export function openRequestTrace( path: string ): RequestTrace {
	const file = createWriteStream( path );
	const ended = finished( file );
	ended.catch( () => {} ); // Told by close().
	return {
		watch: ( source ) => ( {
			...source,
			async fetchResource( url, options ) {
				const startedAt = performance.now();
				const response = await source.fetchResource( url, options );
				file.write(
					`${ JSON.stringify( {
						url,
						status: response.status,
						bytes: response.body.byteLength,
						ms: Math.round( performance.now() - startedAt ),
					} ) }\n`
				);
				return response;
			},
		} ),
		async close() {
			file.end();
			await ended;
		},
	};
}
