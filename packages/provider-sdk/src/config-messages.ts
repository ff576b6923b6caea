import { __, sprintf } from '@wordpress/i18n';
import type { ConfigField } from './types';

type Labelled = Pick< ConfigField, 'label' | 'type' >;

export const requiredMessage = ( { label }: Labelled ): string =>
	sprintf(
		/* translators: %s: name of a field. */
		__( '%s is required.', 'aether-site-exporter' ),
		label
	);

export const patternMessage = ( { label }: Labelled ): string =>
	sprintf(
		/* translators: %s: name of a field. */
		__( '%s does not have the expected form.', 'aether-site-exporter' ),
		label
	);

export const optionMessage = ( { label }: Labelled ): string =>
	sprintf(
		/* translators: %s: name of a field. */
		__(
			'%s has a value that is not among the choices.',
			'aether-site-exporter'
		),
		label
	);

export const uncheckedMessage = ( { label }: Labelled ): string =>
	sprintf(
		/* translators: %s: name of a field. */
		__( '%s could not be checked.', 'aether-site-exporter' ),
		label
	);

export function typeMessage( { label, type }: Labelled ): string {
	switch ( type ) {
		case 'number':
			return sprintf(
				/* translators: %s: name of a field. */
				__( '%s must be a number.', 'aether-site-exporter' ),
				label
			);
		case 'url':
			return sprintf(
				/* translators: %s: name of a field. */
				__(
					'%s must be an address that begins with https:// or http://.',
					'aether-site-exporter'
				),
				label
			);
		case 'email':
			return sprintf(
				/* translators: %s: name of a field. */
				__( '%s must be an e-mail address.', 'aether-site-exporter' ),
				label
			);
		default:
			return sprintf(
				/* translators: %s: name of a field. */
				__(
					'%s has a value of the wrong kind.',
					'aether-site-exporter'
				),
				label
			);
	}
}

export function minMessage( { label, type }: Labelled, min: number ): string {
	if ( type === 'number' ) {
		return sprintf(
			/* translators: 1: name of a field, 2: a number. */
			__( '%1$s must be at least %2$s.', 'aether-site-exporter' ),
			label,
			String( min )
		);
	}
	return sprintf(
		/* translators: 1: name of a field, 2: a number. */
		__(
			'%1$s must have at least %2$s characters.',
			'aether-site-exporter'
		),
		label,
		String( min )
	);
}

export function maxMessage( { label, type }: Labelled, max: number ): string {
	if ( type === 'number' ) {
		return sprintf(
			/* translators: 1: name of a field, 2: a number. */
			__( '%1$s must be at most %2$s.', 'aether-site-exporter' ),
			label,
			String( max )
		);
	}
	return sprintf(
		/* translators: 1: name of a field, 2: a number. */
		__( '%1$s must have at most %2$s characters.', 'aether-site-exporter' ),
		label,
		String( max )
	);
}
