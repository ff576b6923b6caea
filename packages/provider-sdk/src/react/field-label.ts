import { __, sprintf } from '@wordpress/i18n';
import type { ConfigField } from '../types';

/**
 * The label, which says in words when something must be entered.
 *
 * @param field
 */
export const fieldLabel = (
	field: Pick< ConfigField, 'label' | 'required' >
): string =>
	field.required
		? sprintf(
				/* translators: %s: name of a field. */
				__( '%s (required)', 'aether-site-exporter' ),
				field.label
			)
		: field.label;
