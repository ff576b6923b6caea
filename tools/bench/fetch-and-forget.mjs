/**
 * The bare rendering: fetches the addresses in a file, one a line, and throws the bodies away.
 *
 * node fetch-and-forget.mjs <file> <requests at once>
 * Prints { "requests", "bytes" }.
 */
import { readFileSync } from 'node:fs';

const [ , , file, concurrency ] = process.argv;
const urls = readFileSync( file, 'utf8' ).split( '\n' ).filter( Boolean );
const headers = { 'X-Aether-Render': '1' };
let next = 0;
let bytes = 0;

async function work() {
	while ( next < urls.length ) {
		const url = urls[ next++ ];
		const response = await fetch( url, { headers, redirect: 'manual' } );
		bytes += ( await response.arrayBuffer() ).byteLength;
	}
}

await Promise.all( Array.from( { length: Number( concurrency ) }, work ) );
process.stdout.write( JSON.stringify( { requests: urls.length, bytes } ) );
