import type { DeploymentManifest } from '@aether/provider-sdk';
import { LARGEST_RULES, MOST_RULES } from './limits';

export interface RedirectRules {
	/** One rule a line; paths begin at the root of the host. Empty without a rule. */
	readonly text: string;
	/** How many redirects Pages would not have followed. */
	readonly leftOut: number;
}

/** What GitLab Pages knows; the others keep their meaning for a browser that asks with GET. */
const STATUSES: Readonly< Record< number, number > > = { 307: 302, 308: 301 };

const FEED = /^(?:(.*)\/)?([\w-]+)\/index\.xml$/;

const encoder = new TextEncoder();

/**
 * The site's redirects, as many as Pages follows, and after them what answers a feed at the address that readers have
 * subscribed to: files come before rules, and the first rule that fits decides.
 *
 * @param manifest
 */
export function redirectRules( manifest: DeploymentManifest ): RedirectRules {
	const root = new URL( manifest.baseUrl ).pathname.replace( /\/$/, '' );
	const feeds = feedRules( manifest, root );
	const redirects = manifest.redirects.map( ( { from, to, status } ) => {
		const goal = to.startsWith( '/' ) ? `${ root }${ to }` : to;
		return `${ root }${ from } ${ goal } ${ STATUSES[ status ] ?? status }\n`;
	} );
	const kept = firstThatFit( redirects, feeds );
	return {
		text: [ ...kept, ...feeds ].join( '' ),
		leftOut: redirects.length - kept.length,
	};
}

/**
 * `/feed/` is a folder without a page: Pages answers with its `index.xml` if a rule says so. One rule serves all feeds of
 * a name, however deep they lie.
 *
 * @param manifest
 * @param manifest.files
 * @param root
 */
function feedRules(
	{ files }: DeploymentManifest,
	root: string
): readonly string[] {
	const rules = new Set< string >();
	for ( const path of files.keys() ) {
		const [ , above, name ] = FEED.exec( path ) ?? [];
		if ( name !== undefined ) {
			rules.add(
				above === undefined
					? `${ root }/${ name }/ ${ root }/${ name }/index.xml 200\n`
					: `${ root }/*/${ name }/ ${ root }/:splat/${ name }/index.xml 200\n`
			);
		}
	}
	return [ ...rules ].slice( 0, MOST_RULES );
}

function firstThatFit(
	redirects: readonly string[],
	others: readonly string[]
): readonly string[] {
	const sizeOf = ( rule: string ) => encoder.encode( rule ).length;
	let room = others.reduce(
		( left, rule ) => left - sizeOf( rule ),
		LARGEST_RULES
	);
	const end = redirects.findIndex(
		( rule, index ) =>
			index >= MOST_RULES - others.length ||
			( room -= sizeOf( rule ) ) < 0
	);
	return end < 0 ? redirects : redirects.slice( 0, end );
}
