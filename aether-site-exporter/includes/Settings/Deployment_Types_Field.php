<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Settings;

/**
 * What a provider shall receive. Every provider has this field, also where PHP was told nothing of the provider.
 */
final class Deployment_Types_Field {

	private const NAME = '/^[a-z0-9_-]{1,64}$/Di';

	/**
	 * For a provider whose types PHP does not know: any well-formed name is a choice.
	 *
	 * @param mixed $types The value that shall be checked.
	 * @return array<string, mixed>
	 */
	public static function undeclared( mixed $types = array() ): array {
		$names = array_filter( (array) $types, static fn ( mixed $type ): bool => is_string( $type ) && 1 === preg_match( self::NAME, $type ) );

		return array(
			'id'        => 'deployment_types',
			'type'      => 'checkbox_group',
			'label'     => __( 'Deployment types', 'aether-site-exporter' ),
			'required'  => false,
			'sensitive' => false,
			'options'   => array_map(
				static fn ( string $name ): array => array(
					'value' => $name,
					'label' => $name,
				),
				array_values( $names )
			),
		);
	}
}
