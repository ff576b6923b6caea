import { AetherError, type DeploymentManifest } from '@aether/provider-sdk';
import { LARGEST_FILE } from './limits';

const mebibytes = ( bytes: number ): string =>
	`${ Math.ceil( bytes / ( 1024 * 1024 ) ) } MiB`;

export interface SiteLimits {
	/** Bytes; default: none. */
	readonly largestSite?: number;
	/** Files and folders; default: none. */
	readonly mostEntries?: number;
}

/**
 * Says what will not fit before the first byte is sent.
 *
 * @param  manifest
 * @param  limits
 * @param  limits.largestSite
 * @param  limits.mostEntries
 * @throws {AetherError} `quota_exceeded` names what is too large, and what to do.
 */
export function checkLimits(
	manifest: DeploymentManifest,
	{ largestSite = Infinity, mostEntries = Infinity }: SiteLimits
): void {
	let total = 0;
	const folders = new Set< string >();
	for ( const [ path, { size } ] of manifest.files ) {
		if ( size > LARGEST_FILE ) {
			throw new AetherError(
				'quota_exceeded',
				`${ path } has ${ mebibytes( size ) }; GitLab takes files up to ${ mebibytes( LARGEST_FILE ) }. Keep it elsewhere, in Cloudflare R2 for example.`,
				{ details: { path, size } }
			);
		}
		total += size;
		for (
			let at = path.indexOf( '/' );
			at !== -1;
			at = path.indexOf( '/', at + 1 )
		) {
			folders.add( path.slice( 0, at ) );
		}
	}
	if ( total > largestSite ) {
		throw new AetherError(
			'quota_exceeded',
			`The site has ${ mebibytes( total ) }; GitLab Pages serves up to ${ mebibytes( largestSite ) }. Keep large media elsewhere.`,
			{ details: { size: total } }
		);
	}
	const entries = manifest.files.size + folders.size;
	if ( entries > mostEntries ) {
		throw new AetherError(
			'quota_exceeded',
			`The site has ${ entries } files and folders; GitLab Pages serves up to ${ mostEntries }.`,
			{ details: { entries } }
		);
	}
}
