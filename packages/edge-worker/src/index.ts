import type { Bucket, Environment } from './bucket';
import { ReleaseReader } from './release-reader';
import { BUNDLE_PATH, isBundle, plain, serve, type Trees } from './serve';

const DEFAULT_POINTER_TTL_MS = 1000;

/** What this isolate has read stays with the bucket that it was read from. */
const treesByBucket = new WeakMap< Bucket, Trees >();

function treesOf( environment: Environment ): Trees {
	const known = treesByBucket.get( environment.SITE );
	if ( known ) {
		return known;
	}
	const prefix = environment.PREFIX ?? '';
	const ttl = Number( environment.POINTER_TTL_MS ?? DEFAULT_POINTER_TTL_MS );
	const open = ( root: string ) =>
		new ReleaseReader( environment.SITE, root, ttl );
	const trees = {
		site: open( prefix ),
		bundle: open( prefix + BUNDLE_PATH.slice( 1 ) ),
	};
	treesByBucket.set( environment.SITE, trees );
	return trees;
}

async function answer(
	request: Request,
	environment: Environment
): Promise< Response > {
	try {
		return await serve( request, treesOf( environment ), {
			now: Date.now(),
			random: Math.random,
		} );
	} catch ( error ) {
		// The cause goes to the account's log; a visitor learns nothing of it.
		// eslint-disable-next-line no-console -- A Worker has no other log.
		console.error( error );
		return plain( 503, 'The site cannot be shown at the moment.', {
			'Retry-After': '5',
		} );
	}
}

const worker = {
	async fetch(
		request: Request,
		environment: Environment
	): Promise< Response > {
		const response = await answer( request, environment );
		// Playground shall read that something is wrong, too.
		if ( isBundle( new URL( request.url ) ) ) {
			response.headers.set( 'Access-Control-Allow-Origin', '*' );
		}
		return response;
	},
};

// workerd looks for a default export.
export default worker;
