import { describe, expect, it } from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';

/** Paths that nothing may be written to, with the reason that the answer gives. */
const REFUSED: readonly ( readonly [ path: string, reason: RegExp ] )[] = [
	[ '', /empty/ ],
	[ '/', /relative/ ],
	[ '/etc/passwd', /relative/ ],
	[ '//host/share', /relative/ ],
	[ '..', /dot segment/ ],
	[ '.', /dot segment/ ],
	[ '../index.html', /dot segment/ ],
	[ 'a/../../index.html', /dot segment/ ],
	[ 'a/..', /dot segment/ ],
	[ 'a/./b', /dot segment/ ],
	[ './a', /dot segment/ ],
	[ 'a//b', /empty segment/ ],
	[ 'a/', /empty segment/ ],
	[ '%2e%2e/a', /hides a dot segment/ ],
	[ '%2E%2E/a', /hides a dot segment/ ],
	[ '.%2e/a', /begins with a dot|hides/ ],
	[ 'a/%2e%2e/%2e%2e/b', /hides a dot segment/ ],
	[ '..%2fa', /begins with a dot|hides/ ],
	[ 'a%2f..%2f..%2fb', /hides a dot segment/ ],
	[ 'a%5c..%5cb', /hides a dot segment/ ],
	[ '%252e%252e/a', /hides a dot segment/ ],
	[ '%25252e%25252e/a', /hides a dot segment/ ],
	[ '%2e/a', /hides a dot segment/ ],
	[ 'a\\b', /backslash/ ],
	[ '..\\a', /backslash/ ],
	[ '\\\\host\\share', /backslash/ ],
	[ 'C:/windows', /drive/ ],
	[ 'c:a', /drive/ ],
	[ 'file:///etc/passwd', /scheme/ ],
	[ 'php://input', /scheme/ ],
	[ 'phar://a/b', /scheme/ ],
	[ 'a\0b', /control/ ],
	[ 'a.html\0.png', /control/ ],
	[ 'a%00.html', /control/ ],
	[ 'a\nb', /control/ ],
	[ 'a\rb', /control/ ],
	[ 'a\tb', /control/ ],
	[ 'a\u007fb', /control/ ],
	[ 'a\u0085b', /control/ ],
	[ '\u001b[2Ja', /control/ ],
	[ 'x'.repeat( 256 ), /too long/ ],
	[ `a/${ 'ü'.repeat( 128 ) }.html`, /too long/ ],
	[ `${ 'abcdefghi/'.repeat( 110 ) }a`, /too long/ ],
	[ 'a.php', /execute/ ],
	[ 'a.PHP', /execute/ ],
	[ 'a.php5', /execute/ ],
	[ 'a.phtml', /execute/ ],
	[ 'a.pht', /execute/ ],
	[ 'a.phar', /execute/ ],
	[ 'a.phps', /execute/ ],
	[ 'a.php.txt', /execute/ ],
	[ 'a.phtml.html', /execute/ ],
	[ 'a.php/index.html', /execute/ ],
	[ 'a%2ephp', /execute/ ],
	[ 'a.ph%70', /execute/ ],
	[ 'a.cgi', /execute/ ],
	[ 'a.shtml', /execute/ ],
	[ 'a.asp', /execute/ ],
	[ 'a.aspx', /execute/ ],
	[ 'a.jsp', /execute/ ],
	[ 'web.config', /execute/ ],
	[ 'a/Web.Config', /execute/ ],
	[ 'php.ini', /execute/ ],
	[ '.htaccess', /dot|execute/ ],
	[ 'a/.htaccess', /dot|execute/ ],
	[ '.htpasswd', /dot|execute/ ],
	[ '.user.ini', /dot|execute/ ],
	[ '.env', /begins with a dot/ ],
	[ '.git/config', /begins with a dot/ ],
	[ 'a.php.', /another file/ ],
	[ 'a.html ', /another file/ ],
	[ 'a.php::$DATA', /another file|execute/ ],
	[ 'a.pHp5.html', /execute/ ],
	[ 'a.php7.bak', /execute/ ],
	[ 'a.phpt', /execute/ ],
	[ 'a.PHAR.gz', /execute/ ],
	[ 'a.cgi.html', /execute/ ],
	[ 'a.shtml.de', /execute/ ],
	[ 'a.asp;.jpg', /execute/ ],
	[ 'a.php;a.html', /execute/ ],
	[ 'a.ph\u200bp', /execute/ ],
	[ 'a.\u202ephp', /execute/ ],
	[ '\ufeffweb.config', /execute/ ],
	[ 'a.php%20', /execute/ ],
	[ 'a.php%2e', /execute/ ],
	[ 'a.php ', /another file/ ],
	[ 'a.php. .', /another file/ ],
	[ 'nginx.conf', /execute/ ],
	[ 'php.INI', /execute/ ],
	[ 'user.ini', /execute/ ],
	[ 'a/.HTACCESS', /dot|execute/ ],
	[ '%2ehtaccess', /execute/ ],
];

const ACCEPTED = [
	'index.html',
	'404.html',
	'a/b/c/index.html',
	'a b.html',
	'100%.html',
	'a%20b.html',
	'ü/ø/夜の港/index.html',
	'a;b,c&d=e.html',
	'wp-includes/js/jquery/jquery.min.js',
	'.well-known/security.txt',
	'a..b.html',
	'phpinfo.html',
	'index.pl.html',
	'a.python.html',
	'about-php/index.html',
	'x'.repeat( 255 ),
	`${ 'abcdefghi/'.repeat( 102 ) }abcd`,
];

/** One file in a batch; for code of `php()`. */
const BATCH = `$batch = static function ( string $path, string $bytes ): string {
	$header = json_encode( array( array( 'path' => $path, 'size' => strlen( $bytes ), 'sha256' => hash( 'sha256', $bytes ), 'contentType' => 'text/html', 'offset' => 0, 'total' => strlen( $bytes ) ) ), JSON_UNESCAPED_SLASHES );
	return pack( 'N', strlen( $header ) ) . $header . $bytes;
};
$place = '/aether/v1/local/blueprint_bundle';
$begin = static fn () => $ask( 'POST', $place . '/releases', array( 'publishId' => wp_generate_uuid4() ) )['data']['id'];
$root = Aether\\Site_Exporter\\Storage\\Local_Place::location( array(), 'blueprint_bundle' );
$files = static function ( string $directory ): array {
	$found = array();
	foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $directory, FilesystemIterator::SKIP_DOTS ) ) as $file ) {
		$found[] = substr( (string) $file, strlen( $directory ) + 1 );
	}
	sort( $found );
	return $found;
};
add_filter( 'aether_rate_limit', '__return_zero' );`;

describe( 'Paths of a release', () => {
	it( 'that could mean anything but one plain file inside are refused, and nothing is written', async () => {
		expect( REFUSED.length ).toBeGreaterThanOrEqual( 60 );
		const { answers, before, after } = await php< {
			answers: {
				sent: Answered< RestFailure >;
				kept: Answered< RestFailure >;
			}[];
			before: string[];
			after: string[];
		} >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$id      = $begin();
			$uploads = wp_upload_dir()['basedir'];
			$before  = $files( $uploads );
			$answers = array_map( static fn ( $path ) => array(
				'sent' => $ask( 'POST', $place . '/releases/' . $id . '/files', array(), $batch( $path, 'x' ) ),
				'kept' => $ask( 'POST', $place . '/releases/' . $id . '/kept', array( 'files' => array( array( 'path' => $path, 'sha256' => hash( 'sha256', 'x' ) ) ) ) ),
			), $paths );
			return array( 'answers' => $answers, 'before' => $before, 'after' => $files( $uploads ) );`,
			{ paths: REFUSED.map( ( [ path ] ) => path ) }
		);
		for ( const [ index, { sent, kept } ] of answers.entries() ) {
			const [ path, reason ] = REFUSED[ index ]!;
			for ( const { status, data } of [ sent, kept ] ) {
				const seen = JSON.stringify( path );
				expect( status, seen ).toBe( 400 );
				expect( data.code, seen ).toBe( 'aether_path_rejected' );
				expect( data.message, seen ).toMatch( reason );
				expect( data.message, seen ).not.toMatch( /[\u0000-\u001f]/ );
			}
		}
		expect( after ).toEqual( before );
	} );

	it( 'that are plain are accepted and written as they are', async () => {
		const { answers, written } = await php< {
			answers: Answered< RestFailure >[];
			written: string[];
		} >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$id      = $begin();
			$answers = array_map( static fn ( $path ) => $ask( 'POST', $place . '/releases/' . $id . '/files', array(), $batch( $path, 'x' ) ), $paths );
			return array( 'answers' => $answers, 'written' => $files( $root . '/staging/' . $id . '/tree' ) );`,
			{ paths: ACCEPTED }
		);
		for ( const [ index, answer ] of answers.entries() ) {
			expect( answer, ACCEPTED[ index ] ).toEqual( {
				status: 200,
				data: { written: 1 },
			} );
		}
		expect( written.sort() ).toEqual( [ ...ACCEPTED ].sort() );
	} );

	it( 'that lead out through a link are refused, whatever kind of link', async () => {
		const { answers, outside } = await php< {
			answers: Answered< RestFailure >[];
			outside: string[];
		} >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$id      = $begin();
			$tree    = $root . '/staging/' . $id . '/tree';
			$outside = get_temp_dir() . 'aether-outside';
			wp_mkdir_p( $outside );
			file_put_contents( $outside . '/victim.html', 'untouched' );
			symlink( $outside, $tree . '/absolute' );
			symlink( '../../../../../../../', $tree . '/relative' );
			symlink( $outside . '/victim.html', $tree . '/victim.html' );
			symlink( $outside . '/new.html', $tree . '/dangling.html' );
			symlink( $tree . '/absolute', $tree . '/twice' );
			$answers = array_map( static fn ( $path ) => $ask( 'POST', $place . '/releases/' . $id . '/files', array(), $batch( $path, 'overwritten' ) ), array( 'absolute/a.html', 'absolute/b/c.html', 'relative/a.html', 'victim.html', 'dangling.html', 'twice/a.html' ) );
			$seen    = array_map( static fn ( $file ) => $file . ': ' . file_get_contents( $outside . '/' . $file ), $files( $outside ) );
			Aether\\Site_Exporter\\Storage\\Tree::remove( $outside );
			return array( 'answers' => $answers, 'outside' => $seen );`
		);
		for ( const { status, data } of answers ) {
			expect( status ).toBe( 400 );
			expect( data.code ).toBe( 'aether_path_rejected' );
			expect( data.message ).toMatch( /link/ );
		}
		expect( outside ).toEqual( [ 'victim.html: untouched' ] );
	} );

	it( 'of a batch are all checked before the first file is written', async () => {
		const { answer, written } = await php< {
			answer: Answered< RestFailure >;
			written: string[];
		} >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$id     = $begin();
			$file   = static fn ( $path ) => array( 'path' => $path, 'size' => 1, 'sha256' => hash( 'sha256', 'x' ), 'contentType' => 'text/html', 'offset' => 0, 'total' => 1 );
			$header = json_encode( array( $file( 'good.html' ), $file( '../bad.html' ) ) );
			$answer = $ask( 'POST', $place . '/releases/' . $id . '/files', array(), pack( 'N', strlen( $header ) ) . $header . 'xx' );
			return array( 'answer' => $answer, 'written' => $files( $root . '/staging/' . $id . '/tree' ) );`
		);
		expect( answer.data.code ).toBe( 'aether_path_rejected' );
		expect( written ).toEqual( [] );
	} );

	it( 'cannot make a file and a directory of the same name', async () => {
		const answers = await php< Answered< RestFailure >[] >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$id = $begin();
			return array_map( static fn ( $path ) => $ask( 'POST', $place . '/releases/' . $id . '/files', array(), $batch( $path, 'x' ) ), array( 'a', 'a/b.html', 'c/d.html', 'c' ) );`
		);
		expect( answers.map( ( { status } ) => status ) ).toEqual( [
			200, 400, 200, 400,
		] );
		expect( answers[ 1 ]?.data.code ).toBe( 'aether_path_rejected' );
	} );
} );

describe( 'A parameter beside the address', () => {
	it( 'reaches no other directory: not as query, not in the body, in no case', async () => {
		const answer = await php< {
			statuses: number[];
			victim: boolean;
			known: string[];
		} >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$uploads = wp_upload_dir()['basedir'];
			$id      = $begin();
			wp_mkdir_p( $uploads . '/victim' );
			file_put_contents( $uploads . '/victim/kept.txt', 'kept' );
			$before  = $files( $uploads );
			$call    = static function ( string $method, string $route, array $query, array $body = array() ): int {
				$request = new WP_REST_Request( $method, $route );
				$request->set_query_params( $query );
				$request->set_header( 'Content-Type', 'application/json' );
				$request->set_body( json_encode( (object) $body ) );
				return rest_get_server()->dispatch( $request )->get_status();
			};
			$up       = '../../../../victim';
			$release  = $place . '/releases/' . $id;
			$statuses = array(
				$call( 'DELETE', $release, array( 'id' => $up ) ),
				$call( 'DELETE', $release, array(), array( 'id' => $up ) ),
				$call( 'DELETE', $release, array( 'type' => $up ) ),
				$call( 'DELETE', $release, array( 'id' => array( $up ) ) ),
				$call( 'POST', $release . '/activate', array( 'id' => $up ), array( 'fileCount' => 0 ) ),
				$call( 'POST', $release . '/activate', array( 'type' => $up ), array( 'fileCount' => 0 ) ),
				$call( 'POST', $place . '/releases', array( 'type' => $up ), array( 'publishId' => wp_generate_uuid4() ) ),
				$call( 'GET', $place, array( 'type' => $up ) ),
				$call( 'GET', $place . '/manifest', array( 'type' => $up ) ),
				$call( 'PUT', '/aether/v1/ledgers/a/b', array( 'provider' => $up ), array( 'entries' => array() ) ),
				$call( 'PUT', '/aether/v1/ledgers/a/b', array(), array( 'type' => $up, 'entries' => array() ) ),
				$call( 'DELETE', str_replace( 'blueprint_bundle', 'BLUEPRINT_BUNDLE', $release ), array() ),
				$call( 'DELETE', $place . '/releases/' . strtoupper( $id ), array() ),
				$call( 'GET', '/aether/v1/local/Static_Site', array() ),
			);
			$after = $files( $uploads );
			$kept  = is_file( $uploads . '/victim/kept.txt' );
			Aether\\Site_Exporter\\Storage\\Tree::remove( $uploads . '/victim' );
			return array( 'statuses' => $statuses, 'victim' => $kept, 'known' => array_values( array_diff( $before, $after ) ) + array_values( array_diff( $after, $before ) ) );`
		);
		expect( answer.statuses ).toEqual( answer.statuses.map( () => 400 ) );
		expect( answer.victim ).toBe( true );
		expect( answer.known ).toEqual( [] );
	} );
} );

describe( 'Directories of ours', () => {
	it( 'all hold an index, so that no server lists them', async () => {
		const unguarded = await php< string[] >(
			`${ ASK } ${ BATCH } ${ AS_ADMINISTRATOR }
			$begin();
			$ask( 'PUT', '/aether/v1/ledgers/some-host/static_site', array( 'entries' => new stdClass() ) );
			$private = Aether\\Site_Exporter\\Storage\\Private_Directory::location();
			$ours    = array( dirname( $root, 2 ), dirname( $root ), $root, $root . '/releases', $root . '/manifests', $root . '/staging', $private );
			return array_values( array_filter( $ours, static fn ( $directory ) => ! is_file( $directory . '/index.html' ) || 0 !== filesize( $directory . '/index.html' ) ) );`
		);
		expect( unguarded ).toEqual( [] );
	} );
} );

describe( 'The directory of the local target', () => {
	it( 'lies inside an allowed root, links resolved', async () => {
		const expected = {
			'': true,
			UPLOADS: true,
			'UPLOADS/site': true,
			'UPLOADS/../../outside': false,
			'UPLOADS-beside': false,
			'UPLOADS/link-out/site': false,
			'phar://UPLOADS/a': false,
			'relative/path': false,
			'/etc': false,
			'/': false,
		};
		const answers = await php< boolean[] >(
			`$uploads = wp_upload_dir()['basedir'];
			symlink( get_temp_dir(), $uploads . '/link-out' );
			$allowed = array_map( static fn ( $directory ) => is_string( Aether\\Site_Exporter\\Storage\\Local_Place::location( array( 'directory' => str_replace( 'UPLOADS', $uploads, $directory ) ), 'static_site' ) ), $directories );
			unlink( $uploads . '/link-out' );
			return $allowed;`,
			{ directories: Object.keys( expected ) }
		);
		expect(
			Object.fromEntries(
				Object.keys( expected ).map( ( directory, index ) => [
					directory,
					answers[ index ],
				] )
			)
		).toEqual( expected );
	} );
} );
