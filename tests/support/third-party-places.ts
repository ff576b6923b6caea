import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { startFtp } from '../stands/ftp';
import { listenWith } from './fetch-host';
import { listen, type ListeningHost } from './listening-host';

/** A host that third-party plugins publish to, and how a person sets it up. */
export interface ThirdPartyPlace {
	/** As the provider's card is called. */
	readonly card: string;
	/** Where visitors would find it. */
	readonly publicUrl: string;
	readonly token: string;
	/** Files that it was sent so far. */
	readonly sent: () => number;
	readonly stop: () => Promise< void >;
	/** What a person enters, by label. */
	readonly settings: Readonly< Record< string, string > >;
	/** What it shows, by path. */
	readonly read: () => ReadonlyMap< string, Uint8Array >;
}

/**
 * Any server that takes `PUT` and `DELETE` with a token.
 *
 * @param card
 * @param publicUrl
 */
export async function shelf(
	card: string,
	publicUrl: string
): Promise< ThirdPartyPlace > {
	const token = tokenOf( card );
	const files = new Map< string, Uint8Array >();
	const host = await listen( ( { method, url, headers, body }, response ) => {
		if ( headers.authorization !== `Bearer ${ token }` ) {
			response.writeHead( 401 ).end();
			return;
		}
		const path = decodeURIComponent( url.slice( 1 ) );
		if ( method === 'DELETE' ) {
			files.delete( path );
		} else {
			files.set( path, body );
		}
		response.end();
	} );
	return {
		card,
		publicUrl,
		token,
		...endsOf( host ),
		settings: {
			Address: host.origin,
			Token: token,
			'Public address': publicUrl,
		},
		read: () => files,
	};
}

/** A stand-in of an example's, which answers `fetch()`. */
export interface ExampleStandIn {
	readonly fetch: typeof globalThis.fetch;
	readonly read: () => ReadonlyMap< string, { readonly body: Uint8Array } >;
}

/**
 * @param card
 * @param publicUrl
 * @param createStandIn Takes the token.
 * @param settingsFor   What a person enters besides the public address, by label.
 */
export async function standIn(
	card: string,
	publicUrl: string,
	createStandIn: ( token: string ) => ExampleStandIn,
	settingsFor: (
		origin: string,
		token: string
	) => Readonly< Record< string, string > >
): Promise< ThirdPartyPlace > {
	const token = tokenOf( card );
	const inMemory = createStandIn( token );
	const host = await listenWith( inMemory.fetch );
	return {
		card,
		publicUrl,
		token,
		...endsOf( host ),
		settings: {
			...settingsFor( host.origin, token ),
			'Public address': publicUrl,
		},
		read: () =>
			new Map(
				[ ...inMemory.read() ].map( ( [ path, { body } ] ) => [
					path,
					body,
				] )
			),
	};
}

/**
 * Web space that is reached by FTP, on a real server.
 *
 * @param card
 * @param publicUrl
 */
export async function webSpace(
	card: string,
	publicUrl: string
): Promise< ThirdPartyPlace > {
	const ftp = await startFtp();
	return {
		card,
		publicUrl,
		token: ftp.password,
		sent: ftp.received,
		stop: ftp.stop,
		settings: {
			Server: ftp.host,
			Port: String( ftp.port ),
			'User name': ftp.username,
			Password: ftp.password,
			Directory: WEB_SPACE,
			'Public address': publicUrl,
		},
		read: () => readFolder( join( ftp.directory, WEB_SPACE ) ),
	};
}

const WEB_SPACE = 'public html';

/**
 * @param directory
 * @return All files below it, by path.
 */
const readFolder = ( directory: string ): ReadonlyMap< string, Uint8Array > =>
	new Map(
		readdirSync( directory, { recursive: true, withFileTypes: true } )
			.filter( ( entry ) => entry.isFile() )
			.map( ( { parentPath, name } ) => {
				const file = join( parentPath, name );
				return [
					relative( directory, file ).split( sep ).join( '/' ),
					readFileSync( file ),
				];
			} )
	);

const endsOf = ( {
	requests,
	stop,
}: ListeningHost ): Pick< ThirdPartyPlace, 'sent' | 'stop' > => ( {
	sent: () => requests.filter( ( { method } ) => method === 'PUT' ).length,
	stop,
} );

const tokenOf = ( card: string ): string =>
	`token-${ card.toLowerCase().replaceAll( ' ', '-' ) }-3141592653`;
