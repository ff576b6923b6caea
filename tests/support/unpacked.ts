import JSZip from 'jszip';
import type { Place } from './canary';

/**
 * Everything in an archive, archives in it included.
 *
 * @param bytes
 * @param name
 */
export async function unpacked(
	bytes: Uint8Array,
	name = ''
): Promise< Place[] > {
	const { files } = await JSZip.loadAsync( bytes );
	const places: Place[] = [];
	for ( const [ path, file ] of Object.entries( files ) ) {
		const content = await file.async( 'uint8array' );
		places.push( { name: `${ name }${ path }`, content } );
		if ( path.endsWith( '.zip' ) ) {
			places.push( ...( await unpacked( content, `${ path }/` ) ) );
		}
	}
	return places;
}
