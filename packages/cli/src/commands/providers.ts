import { getDeploymentTypeLabel, type Provider } from '@aether/provider-sdk';
import { EXIT } from '../exit-codes';
import type { NodeHost } from '../node-host';
import { writeJsonLine } from '../output/json-lines';
import { formatTable } from '../output/table';
import { secretVariable } from '../ports/secrets';
import type { Command } from './command';

interface ProviderListing {
	readonly id: string;
	readonly name: string;
	readonly supported: readonly string[];
	readonly enabled: readonly string[];
	/** Variables that a publish from here needs. */
	readonly missingSecrets: readonly string[];
}

function listProvider(
	provider: Provider,
	host: NodeHost,
	environment: NodeJS.ProcessEnv
): ProviderListing {
	const { id } = provider;
	const supported = provider.getSupportedDeploymentTypes();
	const stored = host.settings.secrets[ id ] ?? {};
	return {
		id,
		name: provider.getMetadata().name,
		supported,
		enabled: supported.filter( ( type ) =>
			provider.isDeploymentTypeEnabled( type )
		),
		missingSecrets: provider
			.getConfigFields()
			.filter(
				( field ) =>
					field.sensitive &&
					field.required &&
					! environment[ secretVariable( id, field.id ) ] &&
					! [ 'set', 'constant' ].includes(
						stored[ field.id ] ?? 'unset'
					)
			)
			.map( ( field ) => secretVariable( id, field.id ) ),
	};
}

/**
 * `aether providers`
 * @param context
 */
export const providers: Command = async ( context ) => {
	const { stdout, style, options, connection } = context;
	const host = await context.connect();
	const registry = host.services.providers;
	const listings = registry
		.getAllIds()
		.flatMap( ( id ) => registry.get( id ) ?? [] )
		.map( ( provider ) =>
			listProvider( provider, host, connection.environment ?? {} )
		);
	if ( options.json ) {
		listings.forEach( ( listing ) => writeJsonLine( stdout, listing ) );
		return EXIT.SUCCESS;
	}
	const types = ( names: readonly string[] ) =>
		names.map( ( name ) => getDeploymentTypeLabel( name ) ).join( ', ' );
	const rows = listings.map( ( { id, name, supported, enabled } ) => [
		id,
		name,
		enabled.length > 0 ? types( enabled ) : 'off',
		types( supported ),
	] );
	const lines = formatTable( [
		[ 'ID', 'NAME', 'RECEIVES', 'CAN RECEIVE' ],
		...rows,
	] );
	stdout.write( `${ lines.join( '\n' ) }\n` );
	for ( const { id, missingSecrets } of listings ) {
		if ( missingSecrets.length > 0 ) {
			stdout.write(
				`${ style.doubtful( '!' ) } ${ id } has no secret yet: enter it in Settings → Aether, or set ${ missingSecrets.join( ', ' ) }.\n`
			);
		}
	}
	return EXIT.SUCCESS;
};
