/** Runs beside the bucket in workerd, so that tests read and fill it in one request. */
export const CONTROL_SCRIPT = `
const toBase64 = ( bytes ) => {
	let text = '';
	for ( let at = 0; at < bytes.length; at += 8192 ) {
		text += String.fromCharCode( ...bytes.subarray( at, at + 8192 ) );
	}
	return btoa( text );
};

async function* list( bucket, prefix ) {
	let cursor;
	do {
		const page = await bucket.list( { prefix, cursor } );
		yield page.objects.map( ( { key } ) => key );
		cursor = page.truncated ? page.cursor : undefined;
	} while ( cursor );
}

const verbs = {
	async read( bucket, { prefix } ) {
		const found = [];
		for await ( const keys of list( bucket, prefix ) ) {
			for ( const key of keys ) {
				const object = await bucket.get( key );
				const bytes = new Uint8Array( await object.arrayBuffer() );
				const { contentType, cacheControl, contentEncoding } = object.httpMetadata;
				found.push( [ key, toBase64( bytes ), { contentType, cacheControl, contentEncoding } ] );
			}
		}
		return found;
	},
	async fill( bucket, bodies ) {
		for ( const [ key, body ] of Object.entries( bodies ) ) {
			await bucket.put( key, body );
		}
	},
	async clear( bucket ) {
		for await ( const keys of list( bucket, '' ) ) {
			if ( keys.length > 0 ) {
				await bucket.delete( keys );
			}
		}
	},
};

export default {
	async fetch( request, { BUCKET } ) {
		const verb = new URL( request.url ).pathname.slice( 1 );
		return Response.json( ( await verbs[ verb ]( BUCKET, await request.json() ) ) ?? null );
	},
};
`;
