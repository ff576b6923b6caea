<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

/**
 * Options that shape the front end, with their values as they are stored.
 */
final class Options_Section implements Content_Section {

	public function __construct( private readonly Portable $portable ) {
	}

	public function id(): string {
		return 'options';
	}

	public function records( string $after ): iterable {
		$missing = new \stdClass();
		foreach ( Selection::options() as $name ) {
			$value = strcmp( $name, $after ) > 0 ? get_option( $name, $missing ) : $missing;
			if ( $value !== $missing ) {
				yield $name => array(
					'kind'  => 'option',
					'name'  => $name,
					'value' => $this->portable->value( self::shown( $name, $value ) ),
				);
			}
		}
	}

	/**
	 * @return iterable<string, Public_Value> Name of an option to what of it travels; of those that are looked into.
	 */
	public static function looked_into(): iterable {
		$missing = new \stdClass();
		foreach ( Selection::options() as $name ) {
			$stored = get_option( $name, $missing );
			$public = $stored === $missing ? null : self::public_value( $name, $stored );
			if ( null !== $public ) {
				yield $name => $public;
			}
		}
	}

	private static function shown( string $name, mixed $value ): mixed {
		$public = self::public_value( $name, $value );

		return match ( true ) {
			null !== $public             => $public->value,
			'sidebars_widgets' === $name => Widgets::sidebars( (array) $value ),
			default                      => $value,
		};
	}

	/** Themes and widgets keep text for visitors, and settings of programs beside it. All others are WordPress' own. */
	private static function public_value( string $name, mixed $value ): ?Public_Value {
		return match ( true ) {
			str_starts_with( $name, 'theme_mods_' ) => new Public_Value( $value, true ),
			str_starts_with( $name, 'widget_' )     => new Public_Value( Widgets::in_use( substr( $name, strlen( 'widget_' ) ), (array) $value ), true ),
			default                                 => null,
		};
	}
}
