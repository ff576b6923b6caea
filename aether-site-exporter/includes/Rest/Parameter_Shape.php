<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

/**
 * Shapes of parameters, as JSON Schema.
 */
final class Parameter_Shape {

	/**
	 * Objects of one shape.
	 *
	 * @param array<string, array<string, mixed>> $required
	 * @param array<string, array<string, mixed>> $optional
	 * @return array<string, mixed>
	 */
	public static function list_of( int $most, array $required, array $optional = array() ): array {
		$required = array_map( static fn ( array $property ): array => $property + array( 'required' => true ), $required );

		return array(
			'type'     => 'array',
			'maxItems' => $most,
			'default'  => array(),
			'items'    => array(
				'type'                 => 'object',
				'properties'           => $required + $optional,
				'additionalProperties' => false,
			),
		);
	}

	/**
	 * A few values of one kind by name.
	 *
	 * @param array<string, mixed> $property
	 * @return array<string, mixed>
	 */
	public static function map_of( array $property ): array {
		return array(
			'type'                 => 'object',
			'maxProperties'        => 10,
			'additionalProperties' => $property,
		);
	}

	/**
	 * @param list<string> $values
	 * @return array<string, mixed>
	 */
	public static function choice( array $values ): array {
		return array(
			'type' => 'string',
			'enum' => $values,
		);
	}

	/**
	 * @return array<string, mixed>
	 */
	public static function text( int $longest ): array {
		return array(
			'type'      => 'string',
			'maxLength' => $longest,
		);
	}
}
