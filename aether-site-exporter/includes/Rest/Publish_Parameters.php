<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Records;

/**
 * What whoever runs a publish says of it, as parameters of REST.
 */
final class Publish_Parameters {

	/** That a step can count. */
	private const MOST_ITEMS = 1_000_000_000_000;

	/**
	 * @param string $provider Pattern of a provider's id.
	 * @return array<string, array<string, mixed>> Of its beginning.
	 */
	public static function of_begin( string $provider ): array {
		return array(
			'takeOver' => array(
				'type'    => 'boolean',
				'default' => false,
			),
			'only'     => array(
				'type'     => 'array',
				'minItems' => 1,
				'maxItems' => 100,
				'items'    => array(
					'type'    => 'string',
					'pattern' => '^' . $provider . '$',
				),
			),
		);
	}

	/**
	 * @return array<string, array<string, mixed>> Of a heartbeat, and with a summary of its end.
	 */
	public static function of_report(): array {
		$count = array(
			'type'    => 'integer',
			'minimum' => 0,
			'maximum' => self::MOST_ITEMS,
		);

		return array(
			'lease'    => array(
				'type'      => 'string',
				'required'  => true,
				'maxLength' => 128,
			),
			'fraction' => array(
				'type'    => 'number',
				'minimum' => 0,
				'maximum' => 1,
				'default' => 0,
			),
			'step'     => array(
				'type'      => 'string',
				'maxLength' => 100,
				'default'   => '',
			),
			'loaded'   => $count + array( 'default' => 0 ),
			'total'    => $count,
			'summary'  => array(
				'type'       => 'object',
				'properties' => array(
					'status' => array(
						'type'     => 'string',
						'enum'     => Publish_Records::OUTCOMES,
						'required' => true,
					),
				),
			),
		);
	}
}
