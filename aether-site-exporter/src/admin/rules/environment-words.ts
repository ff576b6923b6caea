import type { SiteEnvironment } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { providerName } from '../publishing/destinations';
import type { ConflictField } from '../settings/conflict-dialog';
import type {
	EnvironmentConflict,
	EnvironmentField,
} from './merge-environments';

/** Functions, because translations arrive after this file. */
export const FIELD_LABELS: Readonly<
	Record< EnvironmentField, () => string >
> = {
	name: () => __( 'Name', 'aether-site-exporter' ),
	providers: () => __( 'Providers', 'aether-site-exporter' ),
	baseUrl: () => __( 'Base URL', 'aether-site-exporter' ),
	robots: () => __( 'Search engines', 'aether-site-exporter' ),
};

export const ROBOTS_LABELS: Readonly<
	Record< SiteEnvironment[ 'robots' ], () => string >
> = {
	'as-site': () => __( 'What the site says', 'aether-site-exporter' ),
	noindex: () => __( 'Ask them to stay away', 'aether-site-exporter' ),
};

function describeField(
	environment: SiteEnvironment,
	field: EnvironmentField
): string | readonly string[] {
	switch ( field ) {
		case 'providers':
			return environment.providers.map( providerName );
		case 'robots':
			return ROBOTS_LABELS[ environment.robots ]();
		default:
			return environment[ field ];
	}
}

const describeWhole = ( environment: SiteEnvironment | undefined ): string =>
	environment === undefined
		? __( '(removed)', 'aether-site-exporter' )
		: [ environment.name, environment.baseUrl ]
				.concat( environment.providers.map( providerName ) )
				.concat( ROBOTS_LABELS[ environment.robots ]() )
				.filter( Boolean )
				.join( ', ' );

/**
 * What the dialog shows of a conflict.
 *
 * @param conflict
 */
export function conflictField( conflict: EnvironmentConflict ): ConflictField {
	const { key, name } = conflict;
	if ( conflict.field === null ) {
		return {
			field: key,
			label: name,
			isSecret: false,
			mine: describeWhole( conflict.mine ),
			theirs: describeWhole( conflict.theirs ),
		};
	}
	const { field, mine, theirs } = conflict;
	return {
		field: key,
		label: sprintf(
			/* translators: 1: name of an environment. 2: name of a field. */
			__( '%1$s – %2$s', 'aether-site-exporter' ),
			name,
			FIELD_LABELS[ field ]()
		),
		isSecret: false,
		mine: describeField( mine, field ),
		theirs: describeField( theirs, field ),
	};
}
