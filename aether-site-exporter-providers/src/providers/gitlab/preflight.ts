import {
	AetherError,
	type DeploymentManifest,
	type OperationOptions,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import type { GitPlan } from '../../families/git';
import { gitlabHost, openGitLab, projectOf } from './gitlab-api';
import {
	LARGE_COMMIT,
	LARGE_COMMITS,
	LARGE_COMMITS_MS,
	LARGEST_FILE,
	LARGEST_REPOSITORY,
} from './limits';

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

/** Base64 is a third longer than what it stands for. */
const ENCODED = 4 / 3;

/**
 * Says before the first byte is sent that the repository would grow too large, and how long it takes where GitLab wants
 * large files apart from each other.
 *
 * @param  runtime
 * @param  plan
 * @param  plan.uploads
 * @param  options
 * @throws {AetherError} `quota_exceeded` says how much there is already.
 */
export async function checkRepository(
	runtime: ProviderRuntime,
	{ uploads }: GitPlan,
	options: OperationOptions
): Promise< void > {
	const sizes = [ ...uploads.values() ].map( ( { file } ) => file.size );
	const large = sizes.filter( ( size ) => size * ENCODED > LARGE_COMMIT );
	if ( large.length > LARGE_COMMITS ) {
		const minutes = Math.ceil(
			( ( large.length / LARGE_COMMITS ) * LARGE_COMMITS_MS ) / 60_000
		);
		runtime.logger.warn(
			`GitLab takes ${ LARGE_COMMITS } large files in half a minute: ${ large.length } of them take about ${ minutes } minutes. Media may be better off in Cloudflare R2.`
		);
	}
	// Self-managed installations have limits of their own, and tell nobody.
	const isHosted = new URL( gitlabHost( runtime ) ).hostname === 'gitlab.com';
	if ( ! isHosted || sizes.length === 0 ) {
		return;
	}
	const { projects } = await openGitLab( runtime, options );
	const { statistics } = ( await projects.show( projectOf( runtime ), {
		statistics: true,
	} ) ) as { statistics?: { repository_size?: number } | null };
	// Members below Reporter are not told.
	const there = statistics?.repository_size ?? 0;
	const adds = sizes.reduce( ( sum, size ) => sum + size, 0 );
	if ( there + adds > LARGEST_REPOSITORY ) {
		throw new AetherError(
			'quota_exceeded',
			`The repository has ${ mebibytes( there ) } with its history, and this publish adds up to ${ mebibytes( adds ) }; GitLab.com stores ${ mebibytes( LARGEST_REPOSITORY ) }. Publish to a new project, or keep large media elsewhere, in Cloudflare R2 for example.`,
			{ details: { size: there, adds } }
		);
	}
}
