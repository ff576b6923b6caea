import { GitLabStand, STAND_TOKEN } from '../../../tests/stands/gitlab';
import { type PortMemory, startOnPorts } from '../ports';
import type { DemoStand } from './stand';

export interface GitLabOptions {
	/** Of the API. */
	readonly port: number;
	/** Of the Pages site. */
	readonly pagesPort: number;
	/** Keeps the repositories. */
	readonly directory: string;
	readonly ports: PortMemory;
}

const OPTION = '--gitlab-port';
const PAGES_OPTION = '--pages-port';
const REPOSITORY = 'demo/site';
const PAGES = 'demo/pages';

/**
 * GitLab with Pages on this machine, on real git.
 *
 * @param options
 */
export async function startGitLab(
	options: GitLabOptions
): Promise< DemoStand > {
	const { directory, ports } = options;
	const { stand, pages } = await startOnPorts(
		[
			ports.choice( OPTION, options.port ),
			ports.choice( PAGES_OPTION, options.pagesPort ),
		],
		( [ port = 0, pagesPort = 0 ] ) => open( port, pagesPort, directory )
	);
	await ports.remember( OPTION, stand.url );
	await ports.remember( PAGES_OPTION, pages );
	const access = {
		gitlab_url: stand.url,
		personal_access_token: STAND_TOKEN,
		deployment_types: [ 'static_site' ],
	};
	return {
		providers: [
			{
				id: 'gitlab',
				config: { ...access, project_id: REPOSITORY },
				secrets: [ 'personal_access_token' ],
				address: `${ stand.url }/${ REPOSITORY }/`,
				isSite: false,
			},
			{
				id: 'gitlab-pages',
				config: { ...access, project_id: PAGES, pages_url: pages },
				secrets: [ 'personal_access_token' ],
				address: pages,
				isSite: true,
			},
		],
		stop: () => stand.stop(),
	};
}

async function open( port: number, pagesPort: number, directory: string ) {
	const stand = await GitLabStand.start( { port, directory } );
	try {
		await stand.createProject( { path: REPOSITORY, pages: false } );
		const { pages } = await stand.createProject( {
			path: PAGES,
			pagesPort,
		} );
		return { stand, pages: pages?.url ?? '' };
	} catch ( error ) {
		await stand.stop();
		throw error;
	}
}
