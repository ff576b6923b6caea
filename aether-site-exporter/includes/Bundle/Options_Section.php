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

	private static function shown( string $name, mixed $value ): mixed {
		return match ( true ) {
			str_starts_with( $name, 'theme_mods_' )     => ( new Public_Value( $value ) )->value,
			'sidebars_widgets' === $name                => Widgets::sidebars( (array) $value ),
			str_starts_with( $name, 'widget_' )         => ( new Public_Value( Widgets::in_use( substr( $name, strlen( 'widget_' ) ), (array) $value ), true ) )->value,
			default                                     => $value,
		};
	}
}
