import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type ProviderConfig,
	ProviderRegistry,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import { fakeRuntime, ManualClock } from '@aether/provider-sdk/testing';
import {
	type PublishEvent,
	type PublishResult,
	publishSite,
} from '@aether/publish-engine';
import {
	createTestServices,
	MemoryRecords,
	MemorySite,
} from '@aether/publish-engine/testing';
import { LocalFilesystemProvider } from 'aether-site-exporter/providers/local-filesystem';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { GitLabProvider } from 'aether-site-exporter-providers/providers/gitlab';
import { GitLabPagesProvider } from 'aether-site-exporter-providers/providers/gitlab-pages';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GitLabStand, type Project, STAND_TOKEN } from '../stands/gitlab';
import { ObjectStorage } from '../stands/object-storage';
import { standTime } from '../stands/object-storage/stand-time';
import { readPublished } from '../stands/object-storage/read-published';
import { HastyClock } from '../support/hasty-clock';
import { sharedWordPress } from '../support/wordpress';

const IDS = [
	'local-filesystem',
	'cloudflare-r2',
	'gitlab',
	'gitlab-pages',
] as const;
type Id = ( typeof IDS )[ number ];

/** Minutes of waiting pass in milliseconds, but they pass: what others do at the same time goes on. */
class QuickClock extends ManualClock {
	override async sleep(
		milliseconds: number,
		{ signal }: { readonly signal: AbortSignal }
	): Promise< void > {
		signal.throwIfAborted();
		await new Promise< void >( ( resolve, reject ) => {
			const stop = () => {
				clearTimeout( timer );
				reject( signal.reason );
			};
			const timer = setTimeout(
				() => {
					signal.removeEventListener( 'abort', stop );
					standTime.pass( milliseconds );
					resolve();
				},
				Math.ceil( milliseconds / 1000 )
			);
			signal.addEventListener( 'abort', stop, { once: true } );
		} );
	}
}

const wordPress = sharedWordPress();
const site = new MemorySite( {} );
const registry = new ProviderRegistry();
registry.register( 'local-filesystem', LocalFilesystemProvider );
registry.register( 'cloudflare-r2', CloudflareR2Provider );
registry.register( 'gitlab', GitLabProvider );
registry.register( 'gitlab-pages', GitLabPagesProvider );

let forRepository: GitLabStand;
let forPages: GitLabStand;
let repository: Project;
let pages: Project;
let storage: ObjectStorage;
/** Requests to WordPress' own folder, and how they are answered. */
let localRequests = 0;
let localStatus: number | null = null;
/** A request that hangs is given up. */
let isImpatient = false;
let wording = 0;

const localRest: ProviderRuntime[ 'rest' ] = async ( path, init ) => {
	localRequests++;
	return localStatus === null
		? wordPress.rest( path, init )
		: new Response( JSON.stringify( { message: 'The test says so.' } ), {
				status: localStatus,
			} );
};

const configs = (): Readonly< Record< Id, ProviderConfig > > => {
	const everything = { deployment_types: [ 'static_site' ] };
	return {
		'local-filesystem': everything,
		'cloudflare-r2': {
			...everything,
			endpoint: storage.endpoint,
			bucket_name: storage.bucketName,
			access_key_id: storage.accessKeyId,
			public_url: 'https://r2.example/',
		},
		gitlab: {
			...everything,
			gitlab_url: forRepository.url,
			project_id: repository.path,
			public_url: 'https://repository.example/',
		},
		'gitlab-pages': {
			...everything,
			gitlab_url: forPages.url,
			project_id: pages.path,
		},
	};
};

const runtimeFor = async ( providerId: string ): Promise< ProviderRuntime > =>
	fakeRuntime( {
		providerId,
		config: configs()[ providerId as Id ],
		secrets: {
			personal_access_token: STAND_TOKEN,
			secret_access_key: storage.secretAccessKey,
		},
		fetch,
		rest: localRest,
		clock: isImpatient
			? new QuickClock( Date.now() )
			: new HastyClock( Date.now() ),
	} );

async function publish(
	only: readonly Id[] = IDS
): Promise< PublishResult & { readonly events: readonly PublishEvent[] } > {
	const services = createTestServices( {
		site,
		clock: new QuickClock( Date.now() ),
	} );
	const events: PublishEvent[] = [];
	const result = await publishSite( {
		services: {
			...services,
			providers: {
				get: ( id ) => registry.get( id ),
				getAllIds: () => IDS,
			},
			runtimeFor,
		},
		records: new MemoryRecords(),
		only,
		onEvent: ( event ) => void events.push( event ),
	} );
	return { ...result, events };
}

/** Changes the site; every provider must have the new words afterwards. */
function reword(): string {
	const words = `Wording ${ ++wording }.`;
	const page = ( text: string ) =>
		`<!doctype html><html lang="en"><head><title>Four places</title></head><body><p>${ text }</p></body></html>`;
	site.set( '/', {
		body: page( `${ words } <a href="/about/">About</a>` ),
		listedAs: 'home',
	} );
	site.set( '/about/', { body: page( 'About us.' ), listedAs: 'post' } );
	return words;
}

async function inRepository(
	project: Project,
	path: string
): Promise< string > {
	const head = await project.repository.resolve( 'main' );
	const rows = head ? await project.repository.tree( head ) : [];
	const row = rows?.find( ( candidate ) => candidate.path === path );
	return String( row && ( await project.repository.blob( row.id ) ) );
}

/** What a visitor of each place reads on the front page. */
const readers: Readonly< Record< Id, () => Promise< string > > > = {
	'local-filesystem': () =>
		readFile(
			join(
				wordPress.uploadsDirectory,
				'aether/local-filesystem/static_site/current/index.html'
			),
			'utf8'
		),
	'cloudflare-r2': async () => {
		const files = await readPublished( storage.r2, '', 'releases' );
		return Buffer.from( files.get( 'index.html' )?.body ?? [] ).toString();
	},
	gitlab: () => inRepository( repository, 'index.html' ),
	'gitlab-pages': async () =>
		( await fetch( `${ pages.pages?.url }index.html` ) ).text(),
};

/** Requests that each place has seen. */
const visits = (): Readonly< Record< Id, number > > => ( {
	'local-filesystem': localRequests,
	'cloudflare-r2': storage.log.requests.length,
	gitlab: forRepository.requests.length,
	'gitlab-pages': forPages.requests.length,
} );

async function push( project: Project, path: string, body: string ) {
	const { repository: bare } = project;
	const head = await bare.resolve( 'main' );
	const [ id = '' ] = await bare.writeBlobs( [ Buffer.from( body ) ] );
	const commit = await bare.writeCommit(
		head,
		[ { path, file: { mode: '100644', id } } ],
		'Somebody else was here'
	);
	await bare.moveBranch( 'main', commit, head );
}

function heal(): void {
	localStatus = null;
	isImpatient = false;
	storage.faults.clear();
	for ( const stand of [ forRepository, forPages ] ) {
		stand.faults.clear();
	}
	pages.runners = true;
}

const ALWAYS = { times: Infinity };
type Way = readonly [ id: Id, way: string, code: string, break_: () => void ];

const gitlabWays = ( id: Id, stand: () => GitLabStand ): readonly Way[] => {
	const answers = (
		[
			[ 401, 'auth_failed' ],
			[ 403, 'permission_denied' ],
			[ 404, 'not_found' ],
			[ 409, 'conflict' ],
			[ 413, 'payload_too_large' ],
			[ 429, 'rate_limited' ],
			[ 500, 'remote_failed' ],
			[ 502, 'remote_failed' ],
		] as const
	 ).map( ( [ status, code ] ): Way => [
		id,
		`every commit is answered with ${ status }`,
		code,
		() =>
			stand().faults.arm(
				'createCommit',
				{ kind: 'status', status },
				ALWAYS
			),
	] );
	return [
		...answers,
		[
			id,
			'every connection is cut',
			'network_failed',
			() => stand().faults.arm( 'any', { kind: 'cut' }, ALWAYS ),
		],
		[
			id,
			'no commit is ever answered',
			'network_failed',
			() => {
				isImpatient = true;
				stand().faults.arm( 'createCommit', { kind: 'hang' }, ALWAYS );
			},
		],
	];
};

const WAYS: readonly Way[] = [
	...gitlabWays( 'gitlab', () => forRepository ),
	[
		'gitlab-pages',
		'every commit is answered with 403',
		'permission_denied',
		() =>
			forPages.faults.arm(
				'createCommit',
				{ kind: 'status', status: 403 },
				ALWAYS
			),
	],
	[
		'gitlab-pages',
		'no runner takes the job',
		'remote_rejected',
		() => {
			pages.runners = false;
		},
	],
	[
		'cloudflare-r2',
		'every request is answered with 403',
		'permission_denied',
		() =>
			storage.faults.on(
				{},
				{ kind: 'answer', status: 403, code: 'AccessDenied' },
				1,
				Infinity
			),
	],
	[
		'local-filesystem',
		'WordPress answers 403',
		'permission_denied',
		() => {
			localStatus = 403;
		},
	],
	[
		'local-filesystem',
		'WordPress answers 500',
		'remote_failed',
		() => {
			localStatus = 500;
		},
	],
];

beforeAll( async () => {
	forRepository = await GitLabStand.start();
	forPages = await GitLabStand.start();
	repository = await forRepository.createProject( { path: 'acme/site' } );
	pages = await forPages.createProject( { path: 'acme/pages' } );
	storage = await ObjectStorage.start();
	registry.setConfigs( configs() );
	reword();
	expect( await publish() ).toMatchObject( { status: 'success' } );
} );
afterAll( async () => {
	await storage.stop();
	await forPages.stop();
	await forRepository.stop();
} );
beforeEach( heal );

describe( 'When one of four providers fails', () => {
	it.each( WAYS )(
		'%s because %s, the others are published, and a retry reaches that one alone',
		async ( failing, _, code, breakIt ) => {
			const words = reword();
			breakIt();
			const first = await publish();
			expect( first.status ).toBe( 'partial' );
			expect(
				first.providers
					.filter( ( { success } ) => ! success )
					.map( ( { providerId, error } ) => [
						providerId,
						error?.code,
					] )
			).toEqual( [ [ failing, code ] ] );
			expect( JSON.stringify( first.events ) ).toContain(
				'Uploaded static site to 3/4 providers'
			);
			for ( const id of IDS ) {
				const isPublished = ( await readers[ id ]() ).includes( words );
				expect( [ id, isPublished ] ).toEqual( [ id, id !== failing ] );
			}

			heal();
			const before = visits();
			const retry = await publish( [ failing ] );
			expect( retry.status ).toBe( 'success' );
			expect( await readers[ failing ]() ).toContain( words );
			const after = visits();
			for ( const id of IDS ) {
				expect( [ id, after[ id ] > before[ id ] ] ).toEqual( [
					id,
					id === failing,
				] );
			}
		}
	);
} );

describe( 'When somebody pushes to GitLab before every commit', () => {
	it( 'the site is published on top of theirs, and their commits stay in the history', async () => {
		const words = reword();
		let count = 0;
		forRepository.faults.arm(
			'createCommit',
			{
				kind: 'meanwhile',
				run: () =>
					push( repository, 'index.html', `theirs ${ count++ }` ),
			},
			ALWAYS
		);
		expect( ( await publish() ).status ).toBe( 'success' );
		expect( await readers.gitlab() ).toContain( words );
		const history = await repository.repository.log( 'main', 100 );
		expect( count ).toBeGreaterThan( 0 );
		expect(
			history.filter( ( { message } ) =>
				message.startsWith( 'Somebody else was here' )
			)
		).toHaveLength( count );
	} );
} );
