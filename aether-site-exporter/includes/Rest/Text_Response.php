<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

/**
 * A text that is offered as a file.
 */
final class Text_Response extends Raw_Response {

	/**
	 * @param string $text
	 * @param string $content_type Of no document that a browser would show.
	 * @param string $file_name    Letters, digits, dots and hyphens.
	 */
	public function __construct(
		public readonly string $text,
		string $content_type,
		string $file_name,
	) {
		parent::__construct( $content_type );
		$this->header( 'Content-Disposition', 'attachment; filename="' . $file_name . '"' );
	}

	protected function print(): void {
		echo $this->text; // phpcs:ignore WordPress.Security.EscapeOutput -- An attachment, said to be no document.
	}
}
