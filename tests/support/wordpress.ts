import { inject } from 'vitest';
import { runPhp, type WordPressAccess } from '../stands/wordpress';

export interface TalkingWordPress extends WordPressAccess {
	/** Runs PHP (without the opening tag) in the stand; see `runPhp` there. */
	readonly runPhp: ( code: string ) => Promise< string >;
	/** A REST request as the administrator; `route` begins after `/wp-json/`. */
	readonly rest: ( route: string, init?: RequestInit ) => Promise< Response >;
}

/**
 * A WordPress to talk to.
 *
 * @param access Of its stand.
 */
export function talkTo( access: WordPressAccess ): TalkingWordPress {
	const credentials = Buffer.from(
		`${ access.user }:${ access.applicationPassword }`
	).toString( 'base64' );
	return {
		...access,
		runPhp: ( code ) => runPhp( access, code ),
		rest: ( route, init = {} ) => {
			const headers = new Headers( init.headers );
			headers.set( 'Authorization', `Basic ${ credentials }` );
			return fetch( `${ access.url }/wp-json/${ route }`, {
				...init,
				headers,
			} );
		},
	};
}

/** The WordPress of this test run. */
export const sharedWordPress = (): TalkingWordPress =>
	talkTo( inject( 'wordpress' ) );
