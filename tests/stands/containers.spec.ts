import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PLUGIN_FOLDERS, PROJECT } from './wordpress';

interface Service {
	readonly image?: string;
	readonly ports?: readonly string[];
	readonly volumes?: readonly string[];
	readonly command?: string | readonly string[];
	readonly depends_on?: Readonly< Record< string, unknown > >;
}

interface Compose {
	readonly services: Readonly< Record< string, Service > >;
	readonly volumes: Readonly< Record< string, unknown > >;
}

interface WpEnv {
	readonly plugins: readonly string[];
	readonly mappings: Readonly< Record< string, string > >;
	readonly lifecycleScripts: { readonly afterStart: string };
}

const read = ( file: string ): Promise< string > =>
	readFile( join( PROJECT, file ), 'utf8' );

const compose = async (): Promise< Compose > =>
	parse( await read( 'docker-compose.yml' ), { merge: true } ) as Compose;

const wpEnv = async (): Promise< WpEnv > =>
	JSON.parse( await read( '.wp-env.json' ) ) as WpEnv;

const text = ( command: Service[ 'command' ] = '' ): string =>
	typeof command === 'string' ? command : command.join( '\n' );

describe( 'WordPress in containers', () => {
	it( 'has the plugin folders of the start script in both files', async () => {
		const { services } = await compose();
		const mounted = ( services.wordpress?.volumes ?? [] ).flatMap(
			( volume ) =>
				/^\.\/([^:]+):\/var\/www\/html\/wp-content\/plugins\/\1$/.exec(
					volume
				)?.[ 1 ] ?? []
		);
		expect( mounted ).toEqual( PLUGIN_FOLDERS );
		expect( ( await wpEnv() ).plugins ).toEqual(
			PLUGIN_FOLDERS.map( ( folder ) => `./${ folder }` )
		);
	} );

	it( 'activates the plugins and writes the content that the start script writes', async () => {
		const scripts = [
			text( ( await compose() ).services[ 'set-up' ]?.command ),
			( await wpEnv() ).lifecycleScripts.afterStart,
		];
		for ( const script of scripts ) {
			expect( script ).toContain(
				`wp plugin activate ${ PLUGIN_FOLDERS.join( ' ' ) }`
			);
			for ( const [ , file ] of script.matchAll(
				/stand\/(\S+\.php)/g
			) ) {
				expect(
					existsSync(
						join( PROJECT, 'tests/stands/wordpress', file! )
					)
				).toBe( true );
			}
			expect( script ).toContain( 'stand/content/demo.php' );
		}
	} );

	it( 'mounts only what exists and names only volumes and services that are declared', async () => {
		const { services, volumes } = await compose();
		for ( const service of Object.values( services ) ) {
			expect( service.image ).toEqual( expect.any( String ) );
			for ( const volume of service.volumes ?? [] ) {
				const [ source = '' ] = volume.split( ':' );
				expect(
					source.startsWith( './' )
						? existsSync( join( PROJECT, source ) )
						: source in volumes
				).toBe( true );
			}
			for ( const needed of Object.keys( service.depends_on ?? {} ) ) {
				expect( Object.keys( services ) ).toContain( needed );
			}
		}
		for ( const source of Object.values( ( await wpEnv() ).mappings ) ) {
			expect( existsSync( join( PROJECT, source ) ) ).toBe( true );
		}
	} );

	it( 'listens on this machine only', async () => {
		const { services } = await compose();
		const ports = Object.values( services ).flatMap(
			( service ) => service.ports ?? []
		);
		expect( ports ).not.toHaveLength( 0 );
		expect(
			ports.filter( ( port ) => ! port.startsWith( '127.0.0.1:' ) )
		).toEqual( [] );
	} );

	it( 'brings a database and an S3 server', async () => {
		const images = Object.values( ( await compose() ).services ).map(
			( { image = '' } ) => image.split( ':' )[ 0 ]
		);
		expect( images ).toEqual(
			expect.arrayContaining( [ 'wordpress', 'mariadb', 'minio/minio' ] )
		);
	} );
} );
