import { describe, expect, it } from 'vitest';
import { humanise } from './humanise';

describe( 'humanise', () => {
	it.each( [
		[ 'cloudflare-r2', 'Cloudflare R2' ],
		[ 'local-filesystem', 'Local Filesystem' ],
		[ 'database_sync', 'Database Sync' ],
		[ 'databaseSync', 'Database Sync' ],
		[ 'access_key_id', 'Access Key ID' ],
		[ 'ftp', 'FTP' ],
		[ 'über-cloud', 'Über Cloud' ],
		[ '', '' ],
	] )( 'reads %j as %j', ( identifier, label ) => {
		expect( humanise( identifier ) ).toBe( label );
	} );
} );
