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
			'lease'   => self::text( 128 ) + array( 'required' => true ),
			'part'    => array(
				'type'     => 'integer',
				'minimum'  => 0,
				'maximum'  => Publish_Journal::MOST_PARTS - 1,
				'required' => true,
			),
			'lines'   => self::list_of( self::MOST_LINES, self::required_of_line(), self::optional_of_line() ),
			'files'   => self::list_of(
				self::MOST_FILES,
				array(
					'path'           => self::text( self::LONGEST_PATH ),
					'reason'         => self::choice( array_merge( ...array_values( self::REASONS_OF ) ) ),
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
		return array( 'level' => self::choice( Publish_Journal::LEVELS ) + array( 'default' => 'info' ) );
	}

	/**
	 * @return array<string, array<string, mixed>> Of reading the files, beside those of a page.
	 */
	public static function of_files(): array {
		return array(
			'change' => self::choice( array_keys( self::REASONS_OF ) ) + array( 'default' => '' ),
			'search' => self::text( 200 ) + array( 'default' => '' ),
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
			'level'   => self::choice( Publish_Journal::LEVELS ),
			'kind'    => self::ID,
			'message' => self::text( self::LONGEST_TEXT ),
		);
	}

	/**
	 * @return array<string, array<string, mixed>> With these a page says the message in its own language.
	 */
	private static function optional_of_line(): array {
		$text_or_number = array( 'type' => array( 'number', 'string' ) ) + self::text( self::LONGEST_TEXT );

		return array(
			'step'       => self::ID,
			'providerId' => self::ID,
			'code'       => self::ID,
			'counts'     => self::map_of( array( 'type' => 'integer' ) ),
			'values'     => self::map_of( $text_or_number ),
			'place'      => self::text( self::LONGEST_TEXT ),
		);
	}

	/**
	 * @param array<string, array<string, mixed>> $required
	 * @param array<string, array<string, mixed>> $optional
	 * @return array<string, mixed>
	 */
	private static function list_of( int $most, array $required, array $optional = array() ): array {
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
	 * @param array<string, mixed> $property
	 * @return array<string, mixed>
	 */
	private static function map_of( array $property ): array {
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
	private static function choice( array $values ): array {
		return array(
			'type' => 'string',
			'enum' => $values,
		);
	}

	/**
	 * @return array<string, mixed>
	 */
	private static function text( int $longest ): array {
		return array(
			'type'      => 'string',
			'maxLength' => $longest,
		);
	}
}
