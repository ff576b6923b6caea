import {
	createPublishFile,
	type DeploymentManifest,
	type PublishFile,
	type TargetPath,
	toTargetPath,
} from '@aether/provider-sdk';
import { redirectRules } from './redirect-rules';

const REDIRECTS = toTargetPath( '_redirects' );
const NOT_FOUND = toTargetPath( '404.html' );

export interface HostFiles {
	readonly files: ReadonlyMap< TargetPath, PublishFile >;
	/** How many redirects Pages would not have followed. */
	readonly leftOut: number;
}

/**
 * The files that GitLab Pages reads its rules from. What the site brings itself has its way.
 *
 * @param manifest
 */
export async function hostFiles(
	manifest: DeploymentManifest
): Promise< HostFiles > {
	const files = new Map< TargetPath, PublishFile >();
	const { text, leftOut } = manifest.files.has( REDIRECTS )
		? { text: '', leftOut: 0 }
		: redirectRules( manifest );
	if ( text !== '' ) {
		files.set(
			REDIRECTS,
			await createPublishFile( {
				path: REDIRECTS,
				body: text,
				contentType: 'text/plain; charset=UTF-8',
			} )
		);
	}
	const { notFound } = manifest;
	const page = notFound && manifest.files.get( notFound );
	if ( page && ! manifest.files.has( NOT_FOUND ) ) {
		files.set( NOT_FOUND, { ...page, path: NOT_FOUND } );
	}
	return { files, leftOut };
}
