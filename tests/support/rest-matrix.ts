import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const DOCUMENT = join( import.meta.dirname, '../../docs/rest-api.md' );

/** What a person is asked with. */
export const KINDS = [
	'missing',
	'wrong',
	'oversized',
	'twice',
	'no JSON',
] as const;
export const NONCES = [ 'none', 'wrong', 'right' ] as const;

export interface Answer {
	readonly method: string;
	/** The pattern, any parameter as `<>`. */
	readonly route: string;
	readonly nonce: ( typeof NONCES )[ number ];
	readonly kind: ( typeof KINDS )[ number ];
	readonly status: number;
	readonly code: string | null;
	/** Whether settings, schemas, publishes, the log's settings or any file differ from before. */
	readonly changed: boolean;
	readonly hasParameters: boolean;
}

export interface Walk {
	readonly answers: readonly Answer[];
	/** Messages of PHP that name our files. */
	readonly complaints: readonly string[];
}

export interface Walker {
	/** Of WordPress; null for nobody. */
	readonly role: string | null;
	/** Capability that the person has beyond the role. */
	readonly extra?: string | undefined;
	readonly isNetworkAdministrator?: boolean;
}

/** `PUT settings/providers/<>` to the capability that the document says. */
export async function documentedCapabilities(): Promise<
	ReadonlyMap< string, string >
> {
	const rows = ( await readFile( DOCUMENT, 'utf8' ) ).matchAll(
		/^\| `(GET|POST|PUT|PATCH|DELETE) ([^`?]+)[^`]*` \| `(aether_\w+|manage_options)` \|/gm
	);
	return new Map(
		[ ...rows ].map( ( [ , method, path, capability ] ) => [
			`${ method } ${ path?.replace( /<\w+>/g, '<>' ).trim() }`,
			capability ?? '',
		] )
	);
}

/**
 * Answers requests as WordPress answers them over HTTP, authentication by cookie and nonce included, in one process.
 * `$serve( method, path, query, body, nonce )`.
 */
export const SERVE = `
$serve = static function ( string $method, string $path, array $query = array(), string $body = '', ?string $nonce = null, array $headers = array() ): array {
	$server = $_SERVER;
	$user   = get_current_user_id();
	$_SERVER['REQUEST_METHOD'] = $method;
	$_SERVER['CONTENT_TYPE']   = $_SERVER['HTTP_CONTENT_TYPE'] = 'application/json';
	unset( $_SERVER['HTTP_X_WP_NONCE'], $_SERVER['HTTP_X_STAND_TOKEN'] );
	foreach ( ( null === $nonce ? array() : array( 'X_WP_NONCE' => $nonce ) ) + $headers as $name => $value ) { $_SERVER[ 'HTTP_' . $name ] = $value; }
	$_GET = $_REQUEST = wp_slash( $query );
	$_POST = array();
	$GLOBALS['HTTP_RAW_POST_DATA']   = $body;
	$GLOBALS['wp_rest_auth_cookie']  = 0 !== $user;
	$GLOBALS['wp_rest_server']       = rest_get_server();
	$seen    = null;
	$capture = static function ( $served, $result ) use ( &$seen ) { $seen = $result; return true; };
	add_filter( 'rest_pre_serve_request', $capture, 1, 2 );
	ob_start();
	rest_get_server()->serve_request( $path );
	ob_end_clean();
	remove_filter( 'rest_pre_serve_request', $capture, 1 );
	header_remove();
	http_response_code( 200 );
	$_SERVER = $server;
	$_GET = $_REQUEST = array();
	wp_set_current_user( 0 );
	wp_set_current_user( $user );
	return array( 'status' => $seen->get_status(), 'data' => $seen->get_data(), 'headers' => $seen->get_headers() );
};`;

/** Calls every route with every kind of parameters, and looks what changed. */
const WALK = `
$complaints = array();
set_error_handler( static function ( $level, $message, $file ) use ( &$complaints ) {
	if ( str_contains( $file, '/aether-site-exporter' ) ) { $complaints[] = $message . ' in ' . $file; }
	return false;
} );
add_filter( 'aether_rate_limit', '__return_zero' );
$samples = array( 'provider' => 'access-walk', 'type' => 'static_site', 'entry' => '1' );
$routes  = array();
foreach ( rest_get_server()->get_routes( 'aether/v1' ) as $pattern => $handlers ) {
	foreach ( '/aether/v1' === $pattern ? array() : $handlers as $handler ) {
		$rule = '~\\\\(\\\\?P<(?<name>\\\\w+)>(?<rule>(?:[^()]|\\\\((?&rule)\\\\))*)\\\\)~';
		$path = preg_replace_callback( $rule, static fn ( $found ) => $samples[ $found['name'] ] ?? ( str_contains( $found['rule'], 't\\\\d' ) ? '20261121t060556747-ed939744d135e7a1' : '00000000-0000-4000-8000-000000000000' ), $pattern );
		foreach ( array_keys( $handler['methods'] ) as $method ) {
			$routes[] = array( 'method' => $method, 'route' => preg_replace( $rule, '<>', substr( $pattern, 11 ) ), 'path' => $path, 'names' => array_keys( array_filter( $handler['args'], static fn ( $name ) => str_contains( $pattern, '(?P<' . $name . '>' ), ARRAY_FILTER_USE_KEY ) ) );
		}
	}
}
$long  = str_repeat( 'x', 4000 );
$kinds = array(
	'missing'   => array(),
	'wrong'     => array( 'per_page' => 'none', 'page' => array( 1 ), 'cursor' => array( 1 ), 'config' => 1, 'fields' => 1, 'publishId' => 1, 'files' => 1, 'takeOver' => 'perhaps', 'fileCount' => 'many', 'entries' => 1, 'revision' => array( 1 ), 'rules' => 'none', 'bundle' => 'none', 'search' => array( 1 ), 'environments' => 'none', 'days' => 'many', 'lease' => array( 1 ), 'summary' => 'text', 'fraction' => 'half', 'field' => array( 1 ), 'date' => 20, 'region' => null, 'release' => array( 1 ), 'outcome' => 7, 'format' => 'exe', 'event' => 'A B', 'kind' => 'other' ),
	'oversized' => array( 'search' => $long, 'per_page' => 1001, 'page' => 0, 'cursor' => $long, 'config' => array_fill_keys( range( 1, 201 ), 'x' ), 'fields' => array_fill( 0, 201, new stdClass() ), 'publishId' => $long, 'files' => array_fill( 0, 1001, array( 'path' => 'a', 'sha256' => str_repeat( 'a', 64 ) ) ), 'fileCount' => -1, 'entries' => array( $long => array( 'sha256' => 'x' ) ), 'revision' => $long, 'rules' => array( 'excludePages' => array( $long ) ), 'environments' => array_fill( 0, 11, new stdClass() ), 'days' => 99999, 'lease' => $long, 'summary' => array( 'status' => 'success', 'text' => str_repeat( 'x', 1200000 ) ), 'fraction' => 2, 'step' => $long, 'field' => $long, 'date' => '202611211', 'region' => $long, 'service' => 's3', 'release' => $long, 'event' => $long ),
);
$digest = static function (): string {
	$wpdb  = $GLOBALS['wpdb'];
	$state = array( $wpdb->get_results( "SELECT option_name, option_value FROM {$wpdb->options} WHERE option_name LIKE 'aether%' OR option_name LIKE '_transient_aether%'" ), $wpdb->get_results( 'SELECT * FROM ' . Aether\\Site_Exporter\\Publishing\\Publish_Table::name() ) );
	$base  = wp_upload_dir()['basedir'];
	foreach ( is_dir( $base ) ? new RecursiveIteratorIterator( new RecursiveDirectoryIterator( $base, FilesystemIterator::SKIP_DOTS ) ) : array() as $file ) { $state[] = (string) $file . filesize( (string) $file ); }
	return md5( serialize( $state ) );
};
require_once ABSPATH . 'wp-admin/includes/user.php';
if ( is_multisite() ) { require_once ABSPATH . 'wp-admin/includes/ms.php'; }
$before_walk = get_option( 'aether_settings' );
if ( $role ) {
	$id = wp_insert_user( array( 'user_login' => 'walker' . wp_rand(), 'user_pass' => wp_generate_password(), 'role' => $role ) );
	if ( $extra ) { ( new WP_User( $id ) )->add_cap( $extra ); }
	if ( $network ) { grant_super_admin( $id ); }
	wp_set_current_user( 0 );
	wp_set_current_user( $id );
}
// So that a refused request finds all that is made on first use.
Aether\\Site_Exporter\\Audit\\Audit_Table::name();
Aether\\Site_Exporter\\Publishing\\Publish_Table::name();
Aether\\Site_Exporter\\Storage\\Private_Directory::location();
$answers = array();
$state   = $digest();
foreach ( $routes as $route ) {
	foreach ( $nonces as $nonce ) {
		foreach ( $asked as $kind ) {
			$parameters = $kinds[ $kind ] ?? array();
			$answer     = $serve(
				$route['method'],
				$route['path'],
				'twice' === $kind ? array_fill_keys( $route['names'], '../../../x' ) : ( 'GET' === $route['method'] ? $parameters : array() ),
				'no JSON' === $kind ? '{' : ( 'GET' === $route['method'] ? '' : json_encode( (object) $parameters ) ),
				array( 'none' => null, 'wrong' => 'abcdef0123', 'right' => wp_create_nonce( 'wp_rest' ) )[ $nonce ]
			);
			// Looking at everything takes longer than an answer: what a person may not do is looked at together.
			$after     = ! in_array( $answer['status'], array( 401, 403 ), true ) || end( $asked ) === $kind ? $digest() : $state;
			$answers[] = array( 'method' => $route['method'], 'route' => $route['route'], 'nonce' => $nonce, 'kind' => $kind, 'status' => $answer['status'], 'code' => is_array( $answer['data'] ) ? $answer['data']['code'] ?? null : null, 'changed' => $after !== $state, 'hasParameters' => array() !== $route['names'] );
			$state     = $after;
		}
	}
}
foreach ( $GLOBALS['wpdb']->get_col( 'SELECT id FROM ' . Aether\\Site_Exporter\\Publishing\\Publish_Table::name() . ' WHERE running = 1' ) as $running ) { ( new Aether\\Site_Exporter\\Publishing\\Publish_Records() )->cancel( $running ); }
wp_set_current_user( 0 );
if ( isset( $id ) ) {
	if ( $network ) { revoke_super_admin( $id ); }
	is_multisite() ? wpmu_delete_user( $id ) : wp_delete_user( $id );
}
restore_error_handler();
return array( 'answers' => $answers, 'complaints' => $complaints );`;

/**
 * Lets one person call every route.
 *
 * @param runPhp                        Of a stand.
 * @param walker
 * @param walker.role
 * @param walker.extra
 * @param walker.isNetworkAdministrator
 */
export async function walk(
	runPhp: ( code: string ) => Promise< string >,
	{ role, extra, isNetworkAdministrator = false }: Walker
): Promise< Walk > {
	const values = Buffer.from(
		JSON.stringify( {
			role,
			extra: extra ?? null,
			network: isNetworkAdministrator,
			nonces: role === null ? [ 'none' ] : NONCES,
			asked: KINDS,
		} )
	).toString( 'base64' );
	return JSON.parse(
		await runPhp( `echo json_encode( ( static function () {
			extract( json_decode( base64_decode( '${ values }' ), true ) );
			${ SERVE }
			${ WALK }
		} )(), JSON_THROW_ON_ERROR );` )
	) as Walk;
}

function refusal( nonce: Answer[ 'nonce' ], isNobody: boolean ): string {
	if ( nonce === 'wrong' ) {
		return '403 rest_cookie_invalid_nonce';
	}
	return isNobody || nonce === 'none'
		? '401 aether_auth_failed'
		: '403 aether_permission_denied';
}

/**
 * What is wrong with the answers to a person.
 *
 * @param answers
 * @param capabilities What the person has.
 * @param needed       By route.
 * @param isNobody     Whether they are not logged in.
 */
export function breaches(
	answers: readonly Answer[],
	capabilities: readonly string[],
	needed: ReadonlyMap< string, string >,
	isNobody: boolean
): string[] {
	return answers.flatMap( ( answer ) => {
		const { method, route, nonce, kind, status, code, changed } = answer;
		const seen = `${ method } ${ route }, nonce ${ nonce }, ${ kind } → ${ status } ${ code }`;
		const complaints: string[] = [];
		const may =
			nonce === 'right' &&
			capabilities.includes(
				needed.get( `${ method } ${ route }` ) ?? ''
			);
		if ( may ) {
			if ( status >= 500 || status === 401 || status === 403 ) {
				complaints.push( `${ seen }: who may is let in` );
			}
			if ( kind === 'twice' && answer.hasParameters && status !== 400 ) {
				complaints.push( `${ seen }: a second value must be refused` );
			}
			if ( status >= 400 && ! code?.startsWith( 'aether_' ) ) {
				complaints.push( `${ seen }: the code is not ours` );
			}
		} else {
			const expected = refusal( nonce, isNobody );
			if ( `${ status } ${ code }` !== expected ) {
				complaints.push( `${ seen }: expected ${ expected }` );
			}
		}
		if ( status >= 400 && changed ) {
			complaints.push( `${ seen }: something was written` );
		}
		return complaints;
	} );
}
