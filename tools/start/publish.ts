import { runAether, EXIT } from '@aether/cli';
import type { WordPressStand } from '../../tests/stands/wordpress';

export interface DemoPublish {
	readonly wordPress: WordPressStand;
	readonly provider: string;
	/** Where the published site is served. */
	readonly publicUrl: string;
	readonly log: ( line: string ) => void;
	readonly signal: AbortSignal;
}

interface Settings {
	readonly revision: number | string;
}

/**
 * Switches a provider on for the static site and publishes with the command line's own engine.
 *
 * @param publish What and where to.
 * @return What went wrong in words; nothing when all went well.
 */
export async function publishTo(
	publish: DemoPublish
): Promise< string | undefined > {
	await configure( publish );
	publish.log( 'Publishing the demo site' );
	const { wordPress, log, signal } = publish;
	const lines = lineByLine( log );
	const code = await runAether( [ 'publish' ], {
		stdout: lines,
		stderr: lines,
		env: {
			AETHER_URL: `${ wordPress.url }/`,
			AETHER_USER: wordPress.user,
			AETHER_PASSWORD: wordPress.applicationPassword,
			NO_COLOR: '1',
		},
		signal,
	} );
	lines.flush();
	return code === EXIT.SUCCESS
		? undefined
		: `The demo site was not published (exit code ${ code }); what is said above tells why. "npm start -- --republish" tries again.`;
}

/**
 * @param root0
 * @param root0.wordPress
 * @param root0.provider
 * @param root0.publicUrl
 * @param root0.signal
 * @return Whether the address of the published site is another one than before.
 */
async function configure( {
	wordPress,
	provider,
	publicUrl,
	signal,
}: DemoPublish ): Promise< void > {
	const credentials = Buffer.from(
		`${ wordPress.user }:${ wordPress.applicationPassword }`
	).toString( 'base64' );
	const request = async (
		route: string,
		init: RequestInit = {}
	): Promise< Settings > => {
		const response = await fetch(
			`${ wordPress.url }/wp-json/aether/v1/${ route }`,
			{
				...init,
				headers: {
					Authorization: `Basic ${ credentials }`,
					'Content-Type': 'application/json',
				},
				signal,
			}
		);
		if ( ! response.ok ) {
			throw new Error(
				`${ route } answered ${ response.status }: ${ await response.text() }`
			);
		}
		return ( await response.json() ) as Settings;
	};

	const settings = await request( 'settings' );
	await request( `settings/providers/${ provider }`, {
		method: 'PUT',
		body: JSON.stringify( {
			revision: settings.revision,
			config: {
				deployment_types: [ 'static_site' ],
				public_url: publicUrl,
			},
		} ),
	} );
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
