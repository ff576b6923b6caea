import { AetherError } from '@aether/provider-sdk';

/** What the sitemap protocol allows one sitemap to have. Bytes. */
export const LARGEST_GZIPPED = 52_428_800;

/** A sitemap that its plugin wrote compressed: it lies in a file, so it is read as it lies there. */
const GZIPPED_XML = /\.xml\.gz$/i;

/**
 * Whether an address is of an XML document in a gzip file: `/sitemap.xml.gz`.
 *
 * @param url Canonical.
 */
export const isGzippedXml = ( url: string ): boolean =>
	GZIPPED_XML.test( url.replace( /[?#].*$/s, '' ) );

/**
 * Whether bytes begin as a gzip file does. A server that declares such a file as encoded has it decoded on the way.
 *
 * @param body
 */
export const isGzip = ( body: Uint8Array ): boolean =>
	body[ 0 ] === 0x1f && body[ 1 ] === 0x8b;

/**
 * @param  body
 * @param  mostBytes What it may unpack to.
 * @throws {AetherError} `network_failed` when it is damaged, `payload_too_large` when it is larger.
 */
export async function gunzip(
	body: Uint8Array,
	mostBytes = LARGEST_GZIPPED
): Promise< Uint8Array > {
	const reader = through(
		body,
		new DecompressionStream( 'gzip' )
	).getReader();
	const chunks: Uint8Array< ArrayBuffer >[] = [];
	let size = 0;
	for (;;) {
		const { done, value } = await reader
			.read()
			.catch( ( cause: unknown ) => {
				throw new AetherError(
					'network_failed',
					'The gzip file is damaged.',
					{ cause }
				);
			} );
		if ( done ) {
			return new Uint8Array( await new Blob( chunks ).arrayBuffer() );
		}
		size += value.length;
		if ( size > mostBytes ) {
			await reader.cancel();
			throw new AetherError(
				'payload_too_large',
				`The gzip file holds more than ${ mostBytes } bytes.`
			);
		}
		chunks.push( value );
	}
}

/**
 * One platform gives the same bytes for the same body every time.
 *
 * @param body
 */
export const gzip = async ( body: Uint8Array ): Promise< Uint8Array > =>
	new Uint8Array(
		await new Response(
			through( body, new CompressionStream( 'gzip' ) )
		).arrayBuffer()
	);

const through = (
	body: Uint8Array,
	stream: GenericTransformStream
): ReadableStream< Uint8Array< ArrayBuffer > > =>
	new Blob( [ body as Uint8Array< ArrayBuffer > ] )
		.stream()
		.pipeThrough(
			stream as ReadableWritablePair<
				Uint8Array< ArrayBuffer >,
				Uint8Array< ArrayBuffer >
			>
		);
