<?php
/**
 * Parses the files that it is given and prints what this version of PHP cannot read in them.
 */

declare( strict_types=1 );

$broken = 0;
foreach ( array_slice( $argv, 1 ) as $file ) {
	try {
		token_get_all( (string) file_get_contents( $file ), TOKEN_PARSE );
	} catch ( ParseError $error ) {
		fwrite( STDERR, "{$error->getMessage()} in $file on line {$error->getLine()}\n" );
		$broken = 1;
	}
}
exit( $broken );
