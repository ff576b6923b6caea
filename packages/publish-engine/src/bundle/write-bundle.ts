import type { OperationOptions } from '@aether/provider-sdk';
import type { ContentStore, KeptContent } from '../ports';
import { type Blueprint, createBlueprint, type SiteParts } from './blueprint';
import { zipStream } from './zip';

export interface WrittenBundle extends KeptContent {
	/** `blueprint.json` of the bundle. */
	readonly blueprint: Uint8Array< ArrayBuffer >;
}

const encode = ( blueprint: Blueprint ): Uint8Array< ArrayBuffer > =>
	new TextEncoder().encode(
		`${ JSON.stringify( blueprint, null, '\t' ) }\n`
	);

/**
 * Writes the bundle, a ZIP, into the content store. The same parts make the same bytes.
 *
 * @param site
 * @param content        Holds the parts, and then the bundle.
 * @param options
 * @param options.signal
 */
export async function writeBundle(
	site: SiteParts,
	content: ContentStore,
	{ signal }: OperationOptions
): Promise< WrittenBundle > {
	const blueprint = encode( createBlueprint( site ) );
	const kept = await content.write(
		zipStream(
			[
				{
					path: 'blueprint.json',
					compress: true,
					read: async () => blueprint,
				},
				...site.parts.map( ( { path, sha256 } ) => ( {
					path,
					compress: ! path.endsWith( '.zip' ),
					read: async () =>
						new Uint8Array(
							await ( await content.open( sha256 ) ).arrayBuffer()
						),
				} ) ),
			],
			{ signal }
		)
	);
	return { ...kept, blueprint };
}
