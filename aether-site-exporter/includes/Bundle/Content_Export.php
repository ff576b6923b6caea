<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Bundle;

use Aether\Site_Exporter\Site\Cursor;

/**
 * All content that travels, in portions, always in the same order.
 */
final class Content_Export {

	/** Characters of JSON after which a portion ends, however few records it has. */
	private const PORTION_SIZE = 1_000_000;

	public function __construct( private readonly Portable $portable, private readonly Content_Choice $choice ) {
	}

	/**
	 * @param int $limit Records.
	 * @return array{items: list<string>, next: ?string} Every record as one line of JSON.
	 */
	public function page( Cursor $cursor, int $limit ): array {
		$items = array();
		$size  = 0;
		foreach ( $cursor->remaining( $this->sections() ) as $section ) {
			foreach ( $section->records( $cursor->position_in( $section->id() ) ) as $position => $record ) {
				$line    = (string) wp_json_encode( $record, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
				$items[] = $line;
				$size   += strlen( $line );
				if ( count( $items ) >= $limit || $size >= self::PORTION_SIZE ) {
					return array(
						'items' => $items,
						'next'  => Cursor::encode( $section->id(), $position ),
					);
				}
			}
		}

		return array(
			'items' => $items,
			'next'  => null,
		);
	}

	/**
	 * @return list<Content_Section>
	 */
	private function sections(): array {
		return array(
			new Options_Section( $this->portable ),
			new Plugin_Options_Section( $this->portable ),
			new Authors_Section( $this->portable, $this->choice ),
			new Terms_Section( $this->portable, $this->choice ),
			new Posts_Section( $this->portable, $this->choice ),
			new Comments_Section( $this->portable, $this->choice ),
		);
	}
}
