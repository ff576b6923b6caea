import { __ } from '@wordpress/i18n';
import { humanise } from './humanise';
import { pageSingleton } from './page-singleton';
import type { ConfigField, Provider } from './types';

/** The key under which a provider's configuration keeps what it shall receive. */
export const DEPLOYMENT_TYPES_FIELD = 'deployment_types';

export interface DeploymentTypes {
	STATIC_SITE: 'static_site';
	BLUEPRINT_BUNDLE: 'blueprint_bundle';
	EDGE_FUNCTIONS: 'edge_functions';
	[ name: string ]: string;
}

/**
 * What can be sent to a provider. Deliberately not frozen: a plugin adds a type of its own with
 * `DEPLOYMENT_TYPES.DATABASE_SYNC = 'database_sync'`, names it in `getSupportedDeploymentTypes()` and sends it with a
 * workflow step of its own, which finds its providers through `getProvidersForDeploymentType()`.
 */
export const DEPLOYMENT_TYPES: DeploymentTypes = pageSingleton(
	'deployment-types',
	() => ( {
		STATIC_SITE: 'static_site' as const,
		BLUEPRINT_BUNDLE: 'blueprint_bundle' as const,
		EDGE_FUNCTIONS: 'edge_functions' as const,
	} )
);

/** Labels by type; open to additions like `DEPLOYMENT_TYPES`. */
export const DEPLOYMENT_TYPE_LABELS: Record< string, string > = pageSingleton(
	'deployment-type-labels',
	() => ( {
		static_site: __( 'Static Site', 'aether-site-exporter' ),
		blueprint_bundle: __( 'Blueprint Bundle', 'aether-site-exporter' ),
		edge_functions: __( 'Edge Functions', 'aether-site-exporter' ),
	} )
);

/** One sentence per type; open to additions like `DEPLOYMENT_TYPES`. */
export const DEPLOYMENT_TYPE_DESCRIPTIONS: Record< string, string > =
	pageSingleton( 'deployment-type-descriptions', () => ( {
		static_site: __(
			'The pages of this site and their assets, as files.',
			'aether-site-exporter'
		),
		blueprint_bundle: __(
			'A WordPress Playground blueprint that starts a copy of this site.',
			'aether-site-exporter'
		),
		edge_functions: __(
			'The worker that serves the published site from the edge.',
			'aether-site-exporter'
		),
	} ) );

/**
 * A type's label, humanised where nobody has given one: `database_sync` → `Database Sync`.
 * @param type
 */
export function getDeploymentTypeLabel( type: string ): string {
	return Object.hasOwn( DEPLOYMENT_TYPE_LABELS, type )
		? ( DEPLOYMENT_TYPE_LABELS[ type ] ?? humanise( type ) )
		: humanise( type );
}

/**
 * The check boxes that say what a provider shall receive: all types that it supports, none ticked by default.
 * @param provider
 * @return Null for a provider that supports no type.
 */
export function buildDeploymentTypesField(
	provider: Pick< Provider, 'getSupportedDeploymentTypes' >
): ConfigField | null {
	const types = [ ...new Set( provider.getSupportedDeploymentTypes() ) ];
	if ( types.length === 0 ) {
		return null;
	}
	return {
		id: DEPLOYMENT_TYPES_FIELD,
		type: 'checkbox_group',
		label: __( 'Deployment types', 'aether-site-exporter' ),
		description: __(
			'What this provider receives when you publish.',
			'aether-site-exporter'
		),
		required: false,
		sensitive: false,
		options: types.map( toOption ),
		default: [],
	};
}

function toOption( type: string ) {
	const description = Object.hasOwn( DEPLOYMENT_TYPE_DESCRIPTIONS, type )
		? DEPLOYMENT_TYPE_DESCRIPTIONS[ type ]
		: undefined;
	return {
		value: type,
		label: getDeploymentTypeLabel( type ),
		...( description === undefined ? {} : { description } ),
	};
}
