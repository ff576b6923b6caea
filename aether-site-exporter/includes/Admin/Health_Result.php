<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Admin;

/**
 * One line of Tools → Site Health.
 */
final class Health_Result {

	/**
	 * @return array<string, mixed>
	 */
	public static function good( string $test, string $label, string $description ): array {
		return self::of( $test, 'good', $label, $description );
	}

	/**
	 * @param 'good'|'recommended'|'critical' $status
	 * @param string                          $url    Where a person can do something about it; '': nowhere.
	 * @param string                          $action What the link says.
	 * @return array<string, mixed>
	 */
	public static function of( string $test, string $status, string $label, string $description, string $url = '', string $action = '' ): array {
		return array(
			'test'        => $test,
			'status'      => $status,
			'label'       => $label,
			'badge'       => array(
				'label' => __( 'Publishing', 'aether-site-exporter' ),
				'color' => 'blue',
			),
			'description' => '<p>' . esc_html( $description ) . '</p>',
			'actions'     => '' === $url ? '' : sprintf( '<p><a href="%s">%s</a></p>', esc_url( $url ), esc_html( $action ) ),
		);
	}
}
