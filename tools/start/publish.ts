import { runAether, EXIT } from '@aether/cli';
import type { WordPressStand } from '../../tests/stands/wordpress';
import type { SiteRest } from './site-rest';

export interface DemoPublish {
	readonly wordPress: WordPressStand;
	readonly rest: SiteRest;
	/** Ids. */
	readonly providers: readonly string[];
	readonly log: ( line: string ) => void;
	readonly signal: AbortSignal;
}

interface PublishRecord {
	readonly summary: {
		readonly providers: readonly {
			readonly providerId: string;
			readonly success: boolean;
		}[];
	} | null;
}

export interface PublishOutcome {
	/** Ids of the providers that have the site now. */
	readonly published: readonly string[];
	/** What went wrong, in words. */
	readonly failure?: string;
}

/**
 * Publishes with the command line's own engine.
 *
 * @param publish What and where to.
 */
export async function publishTo(
	publish: DemoPublish
): Promise< PublishOutcome > {
	const { wordPress, rest, providers, log, signal } = publish;
	log( `Publishing the demo site to ${ providers.join( ', ' ) }` );
	const lines = lineByLine( log );
	const code = await runAether(
		[
			'publish',
			// A start that was killed may have left one that nobody goes on with.
			'--take-over',
			...providers.flatMap( ( id ) => [ '--only', id ] ),
		],
		{
			stdout: lines,
			stderr: lines,
			env: {
				AETHER_URL: `${ wordPress.url }/`,
				AETHER_USER: wordPress.user,
				AETHER_PASSWORD: wordPress.applicationPassword,
				NO_COLOR: '1',
			},
			signal,
		}
	);
	lines.flush();
	if ( code === EXIT.SUCCESS ) {
		return { published: providers };
	}
	return {
		published: await lastPublished( rest ),
		failure: `The demo site was not published everywhere (exit code ${ code }); what is said above tells why. "npm start -- --republish" tries again.`,
	};
}

async function lastPublished( rest: SiteRest ): Promise< readonly string[] > {
	const [ record ] = await rest.send< readonly PublishRecord[] >(
		'publishes?per_page=1'
	);
	return ( record?.summary?.providers ?? [] )
		.filter( ( { success } ) => success )
		.map( ( { providerId } ) => providerId );
}

/**
 * Text arrives in pieces; people read lines.
 * @param log
 */
function lineByLine( log: ( line: string ) => void ) {
	let rest = '';
	return {
		isTTY: false,
		write( text: string ): void {
			const lines = ( rest + text ).split( '\n' );
			rest = lines.pop() ?? '';
			lines.forEach( ( line ) => log( `  ${ line }` ) );
		},
		flush(): void {
			if ( rest !== '' ) {
				log( `  ${ rest }` );
			}
			rest = '';
		},
	};
}
