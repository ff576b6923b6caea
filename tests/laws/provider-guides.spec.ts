import { LocalFilesystemProvider } from 'aether-site-exporter/providers/local-filesystem';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { CloudflareWorkersProvider } from 'aether-site-exporter-providers/providers/cloudflare-workers';
import { GitLabProvider } from 'aether-site-exporter-providers/providers/gitlab';
import { GitLabPagesProvider } from 'aether-site-exporter-providers/providers/gitlab-pages';
import { S3Provider } from 'aether-site-exporter-providers/providers/s3';
import { describe, expect, it } from 'vitest';

describe( 'The guide of a provider', () => {
	it.each( [
		[ 'Local filesystem', LocalFilesystemProvider, [] ],
		[ 'R2', CloudflareR2Provider, [ 'Object Read & Write' ] ],
		[
			'Workers',
			CloudflareWorkersProvider,
			[ 'Workers Scripts: Edit', 'Workers Routes: Edit', 'Zone: Read' ],
		],
		[
			'S3',
			S3Provider,
			[
				's3:ListBucket',
				's3:GetObject',
				's3:PutObject',
				's3:DeleteObject',
			],
		],
		[ 'GitLab', GitLabProvider, [ '“api”', 'Maintainer', 'Developer' ] ],
		[ 'GitLab Pages', GitLabPagesProvider, [ '“api”', 'Maintainer' ] ],
	] )( '%s has steps, which name the rights', ( _name, Provider, rights ) => {
		const { guide = [] } = new Provider().getMetadata();
		expect( guide.length ).toBeGreaterThan( 1 );
		for ( const right of rights ) {
			expect( guide.join( '\n' ) ).toContain( right );
		}
	} );
} );
