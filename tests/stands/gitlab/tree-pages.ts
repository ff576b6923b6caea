import { invalid, notFound } from './api-error';
import type { TreeRow } from './bare-repository';
import type { Project } from './project';
import type { Answer, Call } from './routes';

const MOST_PER_PAGE = 100;
const DEFAULT_PER_PAGE = 20;

/**
 * Lists a folder in GitLab's three ways: `legacy` by page number, `keyset` from a token on, `none` at once.
 *
 * @param project
 * @param call
 * @param call.query
 * @param call.url
 */
export async function listTree(
	project: Project,
	{ query, url }: Call
): Promise< Answer > {
	const recursive = query.get( 'recursive' ) === 'true';
	const ref = query.get( 'ref' ) ?? project.defaultBranch;
	const commit = await project.repository.resolve( ref );
	const rows =
		commit &&
		( await project.repository.tree(
			commit,
			query.get( 'path' ) ?? '',
			recursive
		) );
	if ( ! rows ) {
		throw notFound( 'Tree' );
	}
	const entries = rows.map( presentEntry );
	switch ( query.get( 'pagination' ) ?? 'legacy' ) {
		case 'none':
			if ( ! recursive ) {
				throw invalid(
					'pagination cannot be "none" unless "recursive" is true'
				);
			}
			return { status: 200, body: entries };
		case 'keyset': {
			const token = query.get( 'page_token' );
			const last = entries.findIndex(
				( { path } ) => tokenFor( path ) === token
			);
			return page( entries, last + 1, pageSize( query ), ( end ) => {
				query.set(
					'page_token',
					tokenFor( entries[ end - 1 ]?.path ?? '' )
				);
				return `${ url }?${ query }`;
			} );
		}
		default: {
			const number = Math.max( 1, Number( query.get( 'page' ) ?? 1 ) );
			const perPage = pageSize( query );
			return page( entries, ( number - 1 ) * perPage, perPage, () => {
				query.set( 'page', String( number + 1 ) );
				return `${ url }?${ query }`;
			} );
		}
	}
}

function pageSize( query: URLSearchParams ): number {
	const asked = Number( query.get( 'per_page' ) ?? DEFAULT_PER_PAGE );
	return Math.min( Math.max( asked, 1 ), MOST_PER_PAGE );
}

function page(
	entries: readonly object[],
	start: number,
	perPage: number,
	next: ( end: number ) => string
): Answer {
	const end = start + perPage;
	return {
		status: 200,
		body: entries.slice( start, end ),
		headers:
			end < entries.length
				? { Link: `<${ next( end ) }>; rel="next"` }
				: {},
	};
}

/**
 * By path, as equal files have equal ids.
 *
 * @param path
 */
const tokenFor = ( path: string ): string =>
	Buffer.from( path ).toString( 'base64url' );

const presentEntry = ( { id, path, type, mode }: TreeRow ) => ( {
	id,
	name: path.split( '/' ).at( -1 ) ?? '',
	type,
	path,
	mode,
} );
