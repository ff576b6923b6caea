import {
	createPublishFile,
	type DeploymentManifest,
	type PublishFile,
	type Redirect,
	type TargetPath,
	toTargetPath,
} from '@aether/provider-sdk';

const REDIRECTS = toTargetPath( '_redirects' );
const NOT_FOUND = toTargetPath( '404.html' );
/** What GitLab Pages knows; the others keep their meaning for a browser that asks with GET. */
const STATUSES: Readonly< Record< number, number > > = { 307: 302, 308: 301 };

/**
 * The files that GitLab Pages reads its rules from. What the site brings itself has its way.
 *
 * @param manifest
 */
export async function hostFiles(
	manifest: DeploymentManifest
): Promise< ReadonlyMap< TargetPath, PublishFile > > {
	const files = new Map< TargetPath, PublishFile >();
	const { redirects, baseUrl, notFound } = manifest;
	if ( redirects.length > 0 && ! manifest.files.has( REDIRECTS ) ) {
		files.set(
			REDIRECTS,
			await createTextFile( redirectRules( redirects, baseUrl ) )
		);
	}
	const page = notFound && manifest.files.get( notFound );
	if ( page && ! manifest.files.has( NOT_FOUND ) ) {
		files.set( NOT_FOUND, { ...page, path: NOT_FOUND } );
	}
	return files;
}

/**
 * One rule a line; paths begin at the root of the host.
 *
 * @param redirects
 * @param baseUrl
 */
function redirectRules(
	redirects: readonly Redirect[],
	baseUrl: string
): string {
	const root = new URL( baseUrl ).pathname.replace( /\/$/, '' );
	const lines = redirects.map( ( { from, to, status } ) => {
		const goal = to.startsWith( '/' ) ? `${ root }${ to }` : to;
		return `${ root }${ from } ${ goal } ${ STATUSES[ status ] ?? status }`;
	} );
	return `${ lines.join( '\n' ) }\n`;
}

const createTextFile = ( body: string ): Promise< PublishFile > =>
	createPublishFile( {
		path: REDIRECTS,
		body,
		contentType: 'text/plain; charset=UTF-8',
	} );
