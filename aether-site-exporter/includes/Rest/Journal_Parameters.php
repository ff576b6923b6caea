<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter\Rest;

use Aether\Site_Exporter\Publishing\Publish_Journal;

/**
 * What is written into the journal of a publish, and what is asked of it, as parameters of REST.
 */
final class Journal_Parameters {

	/** What a reason means to people. */
	public const REASONS_OF = array(
		''        => array(),
		'added'   => array( 'new' ),
		'changed' => array( 'content', 'headers', 'forced' ),
		'removed' => array( 'gone' ),
	);

	/** Of one portion. */
	private const MOST_LINES = 500;
	private const MOST_FILES = 1000;

	private const LONGEST_TEXT = 1000;
	private const LONGEST_PATH = 1024;

	private const ID = array(
		'type'    => 'string',
		'pattern' => '^[A-Za-z0-9_.:-]{0,100}$',
	);

	/**
	 * @return array<string, array<string, mixed>>
	 */
	public static function of_portion(): array {
		$count = array(
			'type'    => 'integer',
			'minimum' => 0,
			'maximum' => 1_000_000_000,
		);

		return array(
			'lease'   => Parameter_Shape::text( 128 ) + array( 'required' => true ),
			'part'    => array(
				'type'     => 'integer',
				'minimum'  => 0,
				'maximum'  => Publish_Journal::MOST_PARTS - 1,
				'required' => true,
			),
			'lines'   => Parameter_Shape::list_of( self::MOST_LINES, self::required_of_line(), self::optional_of_line() ),
			'files'   => Parameter_Shape::list_of(
				self::MOST_FILES,
				array(
					'path'           => Parameter_Shape::text( self::LONGEST_PATH ),
					'reason'         => Parameter_Shape::choice( array_merge( ...array_values( self::REASONS_OF ) ) ),
					'providerId'     => self::ID,
					'deploymentType' => self::ID,
				)
			),
			'omitted' => array(
				'type'                 => 'object',
				'properties'           => array(
					'lines' => $count,
					'files' => $count,
				),
				'additionalProperties' => false,
				'default'              => array(),
			),
		);
	}

	/**
	 * @return array<string, array<string, mixed>> Of reading the log, beside those of a page.
	 */
	public static function of_log(): array {
		return array( 'level' => Parameter_Shape::choice( Publish_Journal::LEVELS ) + array( 'default' => 'info' ) );
	}

	/**
	 * @return array<string, array<string, mixed>> Of reading the files, beside those of a page.
	 */
	public static function of_files(): array {
		return array(
			'change' => Parameter_Shape::choice( array_keys( self::REASONS_OF ) ) + array( 'default' => '' ),
			'search' => Parameter_Shape::text( 200 ) + array( 'default' => '' ),
		);
	}

	/**
	 * @return array<string, array<string, mixed>>
	 */
	private static function required_of_line(): array {
		return array(
			'at'      => array(
				'type'    => 'integer',
				'minimum' => 0,
			),
			'level'   => Parameter_Shape::choice( Publish_Journal::LEVELS ),
			'kind'    => self::ID,
			'message' => Parameter_Shape::text( self::LONGEST_TEXT ),
		);
	}

	/**
	 * @return array<string, array<string, mixed>> With these a page says the message in its own language.
	 */
	private static function optional_of_line(): array {
		$text_or_number = array( 'type' => array( 'number', 'string' ) ) + Parameter_Shape::text( self::LONGEST_TEXT );

		return array(
			'step'       => self::ID,
			'providerId' => self::ID,
			'code'       => self::ID,
			'counts'     => Parameter_Shape::map_of( array( 'type' => 'integer' ) ),
			'values'     => Parameter_Shape::map_of( $text_or_number ),
			'place'      => Parameter_Shape::text( self::LONGEST_TEXT ),
		);
	}
}
