import { afterAll, beforeAll } from 'vitest';
import { php } from './php';

const forgetPublishes = () =>
	php(
		`delete_option( 'aether_place_states' );
		return $GLOBALS['wpdb']->query( "DELETE FROM {$GLOBALS['wpdb']->prefix}aether_publishes" );`
	);

/**
 * Lets the tests of a file begin as a site that Aether was just installed on, with no settings and no history. Afterwards
 * the settings are those of before.
 */
export function beginWithFreshSettings(): void {
	let before = '';

	beforeAll( async () => {
		before = await php(
			`$before = (string) $GLOBALS['wpdb']->get_var( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'aether_settings'" );
			delete_option( 'aether_settings' );
			return $before;`
		);
		await forgetPublishes();
	} );

	afterAll( async () => {
		await forgetPublishes();
		await php(
			`delete_option( 'aether_settings' );
			return '' === $before || add_option( 'aether_settings', maybe_unserialize( $before ), '', false );`,
			{ before }
		);
	} );
}
