import { type AetherFilters, ConfigFieldBuilder } from '@aether/provider-sdk';
import { addFilter } from '@wordpress/hooks';

/**
 * A field more in the form of a provider that is not ours; it is validated, saved and shown like the provider's own.
 *
 * @param fields
 * @param id
 */
const addCostCentre: AetherFilters[ 'aether.provider.config_fields' ] = (
	fields,
	id
) =>
	id === 'local-filesystem'
		? [
				...fields,
				ConfigFieldBuilder.text( 'cost_centre' )
					.label( 'Cost centre' )
					.pattern( '[A-Z]{2}-\\d{4}' )
					.build(),
			]
		: fields;

addFilter(
	'aether.provider.config_fields',
	'publish-rules/cost-centre',
	addCostCentre
);
