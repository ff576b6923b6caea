import { createPublishFile } from '../src/digests';
import type { DeploymentManifest, PublishFile, TargetPath } from '../src/types';

/**
 * @param path
 * @param body
 * @param init
 * @param init.contentType  Default: `text/html; charset=UTF-8`.
 * @param init.cacheControl
 */
export function createTestFile(
	path: string,
	body: string | Uint8Array = `content of ${ path }`,
	init: { readonly contentType?: string; readonly cacheControl?: string } = {}
): Promise< PublishFile > {
	return createPublishFile( {
		path,
		body,
		contentType: 'text/html; charset=UTF-8',
		...init,
	} );
}

/**
 * @param files     Files, or bodies by path.
 * @param overrides
 */
export async function createTestManifest(
	files: readonly PublishFile[] | Readonly< Record< string, string > >,
	overrides: Partial< Omit< DeploymentManifest, 'files' > > = {}
): Promise< DeploymentManifest > {
	const list = isFileList( files )
		? files
		: await Promise.all(
				Object.entries( files ).map( ( [ path, body ] ) =>
					createTestFile( path, body )
				)
			);
	return {
		publishId: crypto.randomUUID(),
		deploymentType: 'static_site',
		baseUrl: 'https://published.test/',
		redirects: [],
		...overrides,
		files: new Map< TargetPath, PublishFile >(
			list.map( ( file ) => [ file.path, file ] )
		),
	};
}

const isFileList = (
	files: readonly PublishFile[] | Readonly< Record< string, string > >
): files is readonly PublishFile[] => Array.isArray( files );
