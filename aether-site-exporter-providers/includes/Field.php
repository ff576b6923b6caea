<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * A field of a provider, as PHP must know it.
 */
final class Field {

	/** A path below which objects of a bucket lie, without slashes at its ends; no part of it begins with a dot. */
	public const PREFIX = '[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*';

	/**
	 * @param array<string, mixed> $rules Other members of a ConfigField.
	 * @return array<string, mixed>
	 */
	public static function of( string $id, string $type, string $label, array $rules = array() ): array {
		return compact( 'id', 'type', 'label' ) + $rules;
	}

	/**
	 * A choice whose first value is the default; the form has the words for each.
	 *
	 * @param string[] $values
	 * @return array<string, mixed>
	 */
	public static function choice( string $id, string $label, array $values ): array {
		return self::of(
			$id,
			'select',
			$label,
			array(
				'default' => $values[0],
				'options' => array_map(
					static fn ( string $value ): array => array(
						'value' => $value,
						'label' => $value,
					),
					$values
				),
			)
		);
	}
}
