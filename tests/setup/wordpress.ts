import type { TestProject } from 'vitest/node';
import {
	startWordPress,
	type WordPressAccess,
	type WordPressStand,
} from '../stands/wordpress';
import { testWordPressVersion } from '../support/version';

declare module 'vitest' {
	export interface ProvidedContext {
		/** One WordPress with the demo content, shared by all integration and browser tests. */
		wordpress: WordPressAccess;
	}
}

interface Shared {
	readonly stand: Promise< WordPressStand >;
	users: number;
}

/** Vitest loads this file once per project; the projects share one stand. */
const SHARED = Symbol.for( 'aether.tests.wordpress' );
const shelf = globalThis as { [ SHARED ]?: Shared | undefined };

/**
 * Starts the stand, or joins the one that runs.
 *
 * @param project Receives `wordpress`.
 * @return Stops the stand after its last user.
 */
export async function setup(
	project: TestProject
): Promise< () => Promise< void > > {
	const shared = ( shelf[ SHARED ] ??= {
		stand: startWordPress( {
			version: testWordPressVersion(),
			content: 'demo',
		} ),
		users: 0,
	} );
	shared.users++;
	const { runPhp, stop, ...access } = await shared.stand;
	project.provide( 'wordpress', access );
	return async () => {
		shared.users--;
		if ( shared.users === 0 ) {
			shelf[ SHARED ] = undefined;
			await stop();
		}
	};
}
