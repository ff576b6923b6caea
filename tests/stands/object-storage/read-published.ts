import type { ObjectInBucket, R2 } from './r2';

interface Entry {
	readonly blob: string;
	readonly type: string;
}

/**
 * What a visitor of the bucket gets, by path, read past all code of the product. Objects outside of the root are listed
 * by their whole key.
 *
 * @param r2
 * @param root   Below which the site lies.
 * @param layout
 */
export async function readPublished(
	r2: R2,
	root: string,
	layout: 'releases' | 'plain'
): Promise< Map< string, { body: Uint8Array; contentType?: string } > > {
	const objects = await r2.objects();
	const visible = new Map<
		string,
		{ body: Uint8Array; contentType?: string }
	>();
	for ( const [ key, object ] of objects ) {
		if ( ! key.startsWith( root ) ) {
			visible.set( key, { body: object.body } );
		} else if (
			layout === 'plain' &&
			! key.startsWith( `${ root }_aether/` )
		) {
			visible.set( key.slice( root.length ), {
				body: object.body,
				contentType: object.contentType ?? '',
			} );
		}
	}
	if ( layout === 'releases' ) {
		for ( const [ path, entry ] of readTable( objects, root ) ) {
			const blob = objects.get(
				`${ root }_aether/blobs/${ entry.blob }`
			);
			if ( ! blob ) {
				throw new Error( `The release lacks the bytes of ${ path }.` );
			}
			visible.set( path, { body: blob.body, contentType: entry.type } );
		}
	}
	return visible;
}

/**
 * The path table of the live release.
 *
 * @param objects Pointer, releases and shards are enough.
 * @param root    Below which the site lies.
 */
export function readTable(
	objects: ReadonlyMap< string, ObjectInBucket >,
	root: string
): [ path: string, entry: Entry ][] {
	const read = ( key: string ): string | null => {
		const object = objects.get( `${ root }_aether/${ key }` );
		return object ? Buffer.from( object.body ).toString() : null;
	};
	const pointer = read( 'current.json' );
	if ( pointer === null ) {
		return [];
	}
	const { release: id } = JSON.parse( pointer ) as { release: string };
	const release = JSON.parse( read( `releases/${ id }.json` ) ?? '' ) as {
		shards: ( readonly [ string, number, number ] | null )[];
	};
	return release.shards.flatMap( ( place ) => {
		if ( ! place ) {
			return [];
		}
		const [ pack, offset, length ] = place;
		const body = objects.get( `${ root }_aether/shards/${ pack }` )?.body;
		const text = Buffer.from( body ?? [] )
			.subarray( offset, offset + length )
			.toString();
		return Object.entries( JSON.parse( text ) as Record< string, Entry > );
	} );
}
