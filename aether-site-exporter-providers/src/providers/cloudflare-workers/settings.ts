import {
	AetherError,
	type ConfigValue,
	type ProviderConfig,
} from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { SOURCES } from './fields';
import {
	DEFAULT_SCRIPT_NAME,
	LARGEST_VARIABLE,
	MOST_VARIABLES,
} from './limits';

export type Source = ( typeof SOURCES )[ number ];

/** A configuration, read. */
export interface WorkerSettings {
	readonly accountId: string;
	readonly scriptName: string;
	readonly source: Source;
	/** Null where the Worker reads none. */
	readonly bucket: {
		readonly name: string;
		readonly jurisdiction: string | null;
	} | null;
	/** Below which the site lies in the bucket; empty, or with a slash at its end. */
	readonly prefix: string;
	readonly variables: ReadonlyMap< string, string >;
	/** Names of secrets that Cloudflare keeps for this Worker. */
	readonly secretNames: readonly string[];
	readonly workersDev: boolean;
	readonly customDomain: string | null;
	/** The Worker that may be replaced, or may lose the domain: a person's decision. */
	readonly takeOver: string | null;
	/** 1 to 100. */
	readonly rolloutPercentage: number;
}

const text = ( value: ConfigValue | undefined ): string =>
	typeof value === 'string' ? value.trim() : '';

const orNull = ( value: string ): string | null =>
	value === '' ? null : value;

/**
 * @param  config
 * @throws {AetherError} `config_invalid`.
 */
export function readSettings( config: ProviderConfig ): WorkerSettings {
	const accountId = text( config.account_id );
	if ( accountId === '' ) {
		throw invalid(
			__( 'Enter the account ID.', 'aether-site-exporter-providers' ),
			'account_id'
		);
	}
	const source =
		SOURCES.find( ( known ) => known === config.source ) ?? 'edge-worker';
	const bucketName = text( config.bucket_name );
	if ( source === 'edge-worker' && bucketName === '' ) {
		throw invalid(
			__(
				'Enter the R2 bucket that the Worker shall serve.',
				'aether-site-exporter-providers'
			),
			'bucket_name'
		);
	}
	const jurisdiction = text( config.jurisdiction );
	const prefix = text( config.prefix ).replace( /^\/+|\/+$/g, '' );
	const share = config.rollout_percentage;
	return {
		accountId,
		scriptName: orNull( text( config.script_name ) ) ?? DEFAULT_SCRIPT_NAME,
		source,
		bucket:
			bucketName === ''
				? null
				: {
						name: bucketName,
						jurisdiction:
							jurisdiction === 'default'
								? null
								: orNull( jurisdiction ),
					},
		prefix: prefix === '' ? '' : `${ prefix }/`,
		variables:
			source === 'edge-worker'
				? new Map()
				: readVariables( text( config.variables ) ),
		secretNames:
			source === 'edge-worker'
				? []
				: text( config.secret_names )
						.split( ',' )
						.map( ( name ) => name.trim() )
						.filter( ( name ) => name !== '' ),
		workersDev: config.workers_dev !== false,
		customDomain: orNull( text( config.custom_domain ).toLowerCase() ),
		takeOver: orNull( text( config.take_over ) ),
		rolloutPercentage:
			typeof share === 'number' && share >= 1 && share <= 100
				? Math.round( share )
				: 100,
	};
}

function readVariables( lines: string ): ReadonlyMap< string, string > {
	const variables = new Map< string, string >();
	for ( const line of lines.split( /\r?\n/ ) ) {
		if ( line.trim() === '' ) {
			continue;
		}
		const [ , name, value = '' ] =
			/^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec( line ) ?? [];
		if ( name === undefined ) {
			throw invalid(
				__(
					'A line of the variables is not NAME=value.',
					'aether-site-exporter-providers'
				),
				'variables'
			);
		}
		if ( new TextEncoder().encode( value ).length > LARGEST_VARIABLE ) {
			throw invalid(
				sprintf(
					/* translators: 1: name of a variable, 2: a number. */
					__(
						'The variable %1$s is longer than %2$d bytes.',
						'aether-site-exporter-providers'
					),
					name,
					LARGEST_VARIABLE
				),
				'variables'
			);
		}
		variables.set( name, value );
	}
	if ( variables.size > MOST_VARIABLES ) {
		throw invalid(
			sprintf(
				/* translators: %d: a number. */
				__(
					'There are more than %d variables.',
					'aether-site-exporter-providers'
				),
				MOST_VARIABLES
			),
			'variables'
		);
	}
	return variables;
}

const invalid = ( message: string, field: string ): AetherError =>
	new AetherError( 'config_invalid', message, { details: { field } } );
