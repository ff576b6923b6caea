<?php
/**
 * Draws the demo site's pictures: seascapes made of a sky, a sun or moon, hills and waves.
 */

declare( strict_types=1 );

namespace Aether\Stand;

/** A colour of the palette as GD wants it; `$share` runs from 0 (the first colour) to 1 (the second). */
function blend( \GdImage $image, array $from, array $to, float $share ): int {
	$channel = static fn ( int $index ): int => (int) round( $from[ $index ] + ( $to[ $index ] - $from[ $index ] ) * $share );
	return (int) imagecolorallocate( $image, $channel( 0 ), $channel( 1 ), $channel( 2 ) );
}

/**
 * Draws one picture.
 *
 * @param array{ size: array{ int, int }, sky: array, horizon: array, sea: array, light: array, sun: array{ float, float, float }, hills: int } $scene
 *        Colours are red, green, blue; the sun is its place and radius as shares of the width.
 */
function draw( array $scene ): \GdImage {
	[ $width, $height ] = $scene['size'];
	$image              = imagecreatetruecolor( $width, $height );
	$shore              = (int) ( $height * 0.62 );

	for ( $y = 0; $y < $shore; $y++ ) {
		imageline( $image, 0, $y, $width, $y, blend( $image, $scene['sky'], $scene['horizon'], $y / $shore ) );
	}

	[ $x, $y, $radius ] = $scene['sun'];
	$diameter           = (int) ( 2 * $radius * $width );
	imagefilledellipse( $image, (int) ( $x * $width ), (int) ( $y * $width ), $diameter, $diameter, blend( $image, $scene['light'], $scene['light'], 0 ) );

	for ( $hill = 0; $hill < $scene['hills']; $hill++ ) {
		$colour = blend( $image, $scene['horizon'], $scene['sea'], ( $hill + 1 ) / ( $scene['hills'] + 1 ) );
		for ( $column = 0; $column < $width; $column++ ) {
			$top = $shore - (int) ( $height * 0.06 * ( $scene['hills'] - $hill ) * ( 1 + sin( $column / $width * ( 4 + $hill * 3 ) + $hill * 2 ) ) );
			imageline( $image, $column, $top, $column, $shore, $colour );
		}
	}

	for ( $y = $shore; $y < $height; $y++ ) {
		$depth = ( $y - $shore ) / ( $height - $shore );
		imageline( $image, 0, $y, $width, $y, blend( $image, $scene['sea'], array( 12, 24, 40 ), $depth * 0.7 ) );
	}
	for ( $wave = 0; $wave < 9; $wave++ ) {
		$colour = blend( $image, $scene['light'], $scene['sea'], 0.35 + $wave * 0.06 );
		$level  = $shore + (int) ( ( $height - $shore ) * ( $wave + 0.5 ) / 9 );
		imagesetthickness( $image, 1 + (int) ( $wave / 3 ) );
		for ( $column = 0; $column < $width; $column += 12 ) {
			$swell = static fn ( int $at ): int => $level + (int) ( sin( $at / ( 40 + $wave * 9 ) + $wave ) * ( 2 + $wave ) );
			imageline( $image, $column, $swell( $column ), $column + 12, $swell( $column + 12 ), $colour );
		}
	}

	return $image;
}

/** The scenes by file name; the ending decides the format. */
function scenes(): array {
	$evening = array( 'sky' => array( 52, 60, 104 ), 'horizon' => array( 240, 160, 110 ), 'sea' => array( 70, 84, 120 ), 'light' => array( 255, 226, 170 ) );
	$morning = array( 'sky' => array( 120, 176, 214 ), 'horizon' => array( 236, 232, 214 ), 'sea' => array( 62, 122, 140 ), 'light' => array( 255, 250, 226 ) );
	$storm   = array( 'sky' => array( 60, 66, 74 ), 'horizon' => array( 140, 150, 154 ), 'sea' => array( 54, 74, 80 ), 'light' => array( 206, 212, 210 ) );
	$night   = array( 'sky' => array( 10, 14, 36 ), 'horizon' => array( 40, 56, 96 ), 'sea' => array( 18, 30, 58 ), 'light' => array( 236, 238, 224 ) );

	return array(
		'harbour.jpg'   => $evening + array( 'size' => array( 1600, 1067 ), 'sun' => array( 0.72, 0.24, 0.05 ), 'hills' => 3 ),
		'breakfast.jpg' => $morning + array( 'size' => array( 1200, 800 ), 'sun' => array( 0.25, 0.2, 0.06 ), 'hills' => 1 ),
		'squall.jpg'    => $storm + array( 'size' => array( 1200, 800 ), 'sun' => array( 0.5, 0.1, 0.03 ), 'hills' => 4 ),
		'lantern.jpg'   => $night + array( 'size' => array( 1200, 800 ), 'sun' => array( 0.8, 0.12, 0.03 ), 'hills' => 2 ),
		'dunes.png'     => $morning + array( 'size' => array( 900, 600 ), 'sun' => array( 0.6, 0.15, 0.04 ), 'hills' => 5 ),
		'estuary.webp'  => $evening + array( 'size' => array( 1100, 620 ), 'sun' => array( 0.4, 0.28, 0.04 ), 'hills' => 2 ),
		'gull.png'      => $morning + array( 'size' => array( 512, 512 ), 'sun' => array( 0.5, 0.3, 0.18 ), 'hills' => 1 ),
	);
}
