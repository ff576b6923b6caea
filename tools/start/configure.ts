import type { SiteRest } from './site-rest';
import type { DemoProvider } from './stands';

interface Settings {
	readonly revision: string;
	readonly providers: Readonly<
		Record< string, Readonly< Record< string, unknown > > >
	>;
	readonly secrets: Readonly<
		Record< string, Readonly< Record< string, string > > >
	>;
}

function isConfigured(
	{ id, config, secrets }: DemoProvider,
	settings: Settings
): boolean {
	const stored = settings.providers[ id ] ?? {};
	return Object.entries( config ).every( ( [ field, value ] ) =>
		secrets.includes( field )
			? settings.secrets[ id ]?.[ field ] === 'set'
			: JSON.stringify( stored[ field ] ) === JSON.stringify( value )
	);
}

/**
 * Makes the site's settings those of the demo, where they are not.
 *
 * @param rest
 * @param providers That receive the site.
 * @param off       Ids of providers that cannot be reached this time.
 */
export async function configureProviders(
	rest: SiteRest,
	providers: readonly DemoProvider[],
	off: readonly string[]
): Promise< void > {
	let settings = await rest.send< Settings >( 'settings' );
	const save = async ( id: string, config: object ): Promise< void > => {
		settings = await rest.send( `settings/providers/${ id }`, {
			revision: settings.revision,
			config,
		} );
	};
	for ( const provider of providers ) {
		if ( ! isConfigured( provider, settings ) ) {
			await save( provider.id, provider.config );
		}
	}
	for ( const id of off ) {
		if ( settings.providers[ id ] ) {
			await save( id, { deployment_types: [] } );
		}
	}
}
