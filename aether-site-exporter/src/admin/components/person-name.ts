import { __ } from '@wordpress/i18n';

/**
 * @param person      Who did something.
 * @param person.name Empty where the account is gone.
 */
export const personName = ( { name }: { readonly name: string } ): string =>
	name || __( '(deleted user)', 'aether-site-exporter' );
