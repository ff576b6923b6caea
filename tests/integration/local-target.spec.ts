import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { batchOf, localTarget, sha256 } from '../support/local-target';
import { php, type RestFailure } from '../support/php';
import { sharedWordPress } from '../support/wordpress';

const target = localTarget( 'blueprint_bundle' );
const root = (): string =>
	join(
		sharedWordPress().uploadsDirectory,
		'aether/local-filesystem/blueprint_bundle'
	);
const names = ( directory: string ): string[] =>
	readdirSync( join( root(), directory ) )
		.filter( ( name ) => name !== 'index.html' )
		.sort();

/**
 * A place of its own and short words for what is done there; for code of `php()`. A new one each time: the workers of the
 * stand remember directories that another worker has removed.
 */
const PLACE = `
$root   = wp_upload_dir()['basedir'] . '/local-target-' . wp_generate_uuid4() . '/static_site';
$target = new Aether\\Site_Exporter\\Storage\\Local_Target(
	Aether\\Site_Exporter\\Storage\\Local_Place::open( array( 'directory' => dirname( $root ) ), 'static_site' ),
	( new Aether\\Site_Exporter\\Publishing\\Publish_Records() )->is_over( ... )
);
register_shutdown_function( static fn () => Aether\\Site_Exporter\\Storage\\Tree::remove( dirname( $root ) ) );
$keep  = static fn ( $result ) => is_wp_error( $result ) ? throw new Exception( $result->get_error_message() ) : $result;
$stage = static function ( array $files ) use ( $target, $keep ): string {
	$id     = $keep( $target->begin( wp_generate_uuid4() ) )['id'];
	$header = array();
	foreach ( $files as $path => $bytes ) {
		$header[] = array( 'path' => $path, 'size' => strlen( $bytes ), 'sha256' => hash( 'sha256', $bytes ), 'contentType' => 'text/html', 'offset' => 0, 'total' => strlen( $bytes ) );
	}
	$header = json_encode( $header );
	$keep( $target->write( $id, pack( 'N', strlen( $header ) ) . $header . implode( '', $files ) ) );
	return $id;
};
$publish = static function ( array $files ) use ( $stage, $target, $keep ): string {
	$id = $stage( $files );
	$keep( $target->activate( $id, count( $files ) ) );
	return $id;
};
$seen = static fn () => is_file( $root . '/current/index.html' ) ? file_get_contents( $root . '/current/index.html' ) : null;`;

describe( 'A place where nothing was published yet', () => {
	it( 'is described, and stays as it is: a dry run leaves no trace', async () => {
		const seen = await php< unknown >(
			`$directory = wp_upload_dir()['basedir'] . '/never-published-' . wp_generate_uuid4();
			$unused     = Aether\\Site_Exporter\\Storage\\Local_Place::unused( array( 'directory' => $directory ), 'static_site' );
			return array( $unused['active'], $unused['releases'], str_ends_with( $unused['baseUrl'], '/static_site/current/' ), file_exists( $directory ) );`
		);
		expect( seen ).toEqual( [ null, [], true, false ] );
	} );
} );

describe( 'A release', () => {
	it( 'is staged out of sight, switched to at once, and read back as it was sent', async () => {
		const { body: before } = await target.state();
		const begun = await target.begin( randomUUID() );
		expect( begun.status ).toBe( 201 );
		const { id, base } = begun.body;
		expect( id ).toMatch( /^\d{8}t\d{12}-[0-9a-f]{16}$/ );
		expect( base ).toBe( before.active );

		const sent = await target.send(
			id,
			batchOf( [
				{ path: 'index.html', bytes: 'home' },
				{ path: '夜/a b.html', bytes: 'é' },
				{ path: 'empty.txt', bytes: '' },
				{ path: 'index.html', bytes: 'home, again' },
			] )
		);
		expect( sent ).toEqual( { status: 200, body: { written: 17 } } );
		expect( ( await target.state() ).body ).toMatchObject( {
			active: before.active,
			releases: before.releases,
		} );

		const { status, body } = await target.activate( id, 3 );
		expect( status ).toBe( 200 );
		expect( body ).toEqual( { id, baseUrl: before.baseUrl } );
		const page = await fetch( body.baseUrl );
		expect( await page.text() ).toBe( 'home, again' );
		expect(
			await (
				await fetch( `${ body.baseUrl }%E5%A4%9C/a%20b.html` )
			).text()
		).toBe( 'é' );

		expect( ( await target.manifest() ).body ).toEqual( {
			release: id,
			entries: Object.fromEntries(
				Object.entries( {
					'empty.txt': '',
					'index.html': 'home, again',
					'夜/a b.html': 'é',
				} ).map( ( [ path, bytes ] ) => [
					path,
					{
						sha256: sha256( bytes ),
						size: Buffer.byteLength( bytes ),
						contentType: 'text/html; charset=UTF-8',
					},
				] )
			),
			next: null,
		} );
		expect( ( await target.state() ).body ).toMatchObject( {
			active: id,
			releases: expect.arrayContaining( [
				{
					id,
					active: true,
					fileCount: 3,
					createdAt: expect.stringMatching( /^\d{4}-.*T.*Z$/ ),
				},
			] ),
		} );
		expect( names( 'staging' ) ).not.toContain( id );
		// The answer was lost: asking again changes nothing.
		expect( ( await target.activate( id, 3 ) ).status ).toBe( 200 );
	} );

	it( 'takes a file larger than one request in parts, in order, each of which may be sent again', async () => {
		const { id } = ( await target.begin( randomUUID() ) ).body;
		const whole = 'abcdefghij';
		const part = ( offset: number, end: number ) =>
			batchOf( [
				{
					path: 'large.bin',
					bytes: whole.slice( offset, end ),
					offset,
					whole,
				},
			] );
		expect( ( await target.send( id, part( 0, 4 ) ) ).status ).toBe( 200 );
		const gap = await target.send< RestFailure >( id, part( 6, 10 ) );
		expect( gap.status ).toBe( 409 );
		expect( gap.body ).toMatchObject( {
			code: 'aether_conflict',
			data: { present: 4 },
		} );
		expect( ( await target.send( id, part( 2, 7 ) ) ).status ).toBe( 200 );
		expect(
			( await target.activate< RestFailure >( id, 1 ) ).body.code
		).toBe( 'aether_integrity_failed' );
		expect( ( await target.send( id, part( 7, 10 ) ) ).status ).toBe( 200 );
		const { body } = await target.activate( id, 1 );
		expect(
			await ( await fetch( `${ body.baseUrl }large.bin` ) ).text()
		).toBe( whole );
	} );

	it( 'with a damaged file does not become visible', async () => {
		const { id } = ( await target.begin( randomUUID() ) ).body;
		const damaged = await target.send< RestFailure >(
			id,
			batchOf( [ { path: 'a.html', bytes: 'a', sha256: sha256( 'b' ) } ] )
		);
		expect( damaged.status ).toBe( 422 );
		expect( damaged.body.code ).toBe( 'aether_integrity_failed' );
		const activated = await target.activate< RestFailure >( id, 1 );
		expect( activated.status ).toBe( 422 );
		expect( ( await target.state() ).body.active ).not.toBe( id );
	} );

	it( 'takes over what did not change: one more name for the same file', async () => {
		const { first, second, wrong, kept, canLink } = await php< {
			first: number;
			second: number;
			wrong: string;
			kept: number;
			canLink: boolean;
		} >(
			`${ PLACE }
			$old   = $publish( array( 'index.html' => 'one', 'same.html' => 'same' ) );
			$new   = $stage( array( 'index.html' => 'two' ) );
			$file  = static fn ( $bytes ) => array( array( 'path' => 'same.html', 'sha256' => hash( 'sha256', $bytes ) ) );
			$wrong = $target->keep( $new, $file( 'other' ) )->get_error_code();
			$kept  = $keep( $target->keep( $new, $file( 'same' ) ) );
			$keep( $target->activate( $new, 2 ) );
			$inode = static fn ( $id ) => stat( $root . '/releases/' . $id . '/same.html' )['ino'];
			file_put_contents( $root . '/probe', 'x' );
			return array( 'first' => $inode( $old ), 'second' => $inode( $new ), 'wrong' => $wrong, 'kept' => $kept, 'canLink' => function_exists( 'link' ) && @link( $root . '/probe', $root . '/probed' ) );`
		);
		expect( wrong ).toBe( 'aether_conflict' );
		expect( kept ).toBe( 1 );
		expect( first === second ).toBe( canLink );
	} );

	it( 'that visitors see cannot be discarded; any other can, twice', async () => {
		const release = async ( bytes: string ): Promise< string > => {
			const { id } = ( await target.begin( randomUUID() ) ).body;
			await target.send(
				id,
				batchOf( [ { path: 'index.html', bytes } ] )
			);
			return id;
		};
		const old = await release( 'one' );
		await target.activate( old, 1 );
		const fresh = await release( 'two' );
		await target.activate( fresh, 1 );
		const staged = await release( 'three' );
		expect( ( await target.discard( fresh ) ).status ).toBe( 409 );
		for ( const id of [ old, old, staged, staged ] ) {
			expect( ( await target.discard( id ) ).status ).toBe( 204 );
		}
		expect( names( 'releases' ) ).toContain( fresh );
		for ( const directory of [ 'releases', 'manifests', 'staging' ] ) {
			const left = names( directory ).join();
			expect( left ).not.toContain( old );
			expect( left ).not.toContain( staged );
		}
		expect(
			( await target.activate< RestFailure >( old ) ).body.code
		).toBe( 'aether_not_found' );
	} );

	it( 'is listed in portions that fit together, also while another one is switched to', async () => {
		const answer = await php< {
			paths: string[];
			portions: number;
			release: string[];
			first: string;
		} >(
			`${ PLACE }
			$files = array();
			for ( $number = 0; $number < 5001; $number++ ) { $files[ sprintf( 'p/%05d.html', $number ) ] = 'x'; }
			$first   = $publish( array( 'index.html' => 'one' ) );
			$entries = array();
			foreach ( $files as $path => $bytes ) { $entries[ $path ] = Aether\\Site_Exporter\\Storage\\Release_Entry::from_request( array( 'path' => $path, 'size' => 1, 'sha256' => hash( 'sha256', $bytes ), 'contentType' => 'text/html' ) ); }
			$directory = Aether\\Site_Exporter\\Storage\\Confined_Directory::open( $root );
			( new Aether\\Site_Exporter\\Storage\\Release_Store( $directory, new Aether\\Site_Exporter\\Storage\\Release_Switch( $directory ) ) )->save_manifest( $first, $entries );
			$cursor = '';
			$answer = array( 'paths' => array(), 'portions' => 0, 'release' => array(), 'first' => $first );
			do {
				$portion = $keep( $target->manifest( $cursor ) );
				array_push( $answer['paths'], ...array_keys( $portion['entries'] ) );
				$answer['release'][] = $portion['release'];
				$answer['portions']++;
				$cursor = $portion['next'];
				if ( 1 === $answer['portions'] ) { $publish( array( 'index.html' => 'two' ) ); }
			} while ( null !== $cursor && $answer['portions'] < 10 );
			return $answer;`
		);
		expect( answer.portions ).toBe( 2 );
		expect( answer.paths ).toHaveLength( 5001 );
		expect( new Set( answer.paths ).size ).toBe( 5001 );
		expect( answer.release ).toEqual( [ answer.first, answer.first ] );
	} );
} );

describe.each( [ 'link', 'rename' ] )( 'Switching by %s', ( kind ) => {
	const HERE = `${ PLACE }
	add_filter( 'aether_local_switching', static fn () => '${ kind }' );`;

	it( 'goes forward, back to any kept release, and forgets the oldest', async () => {
		const answer = await php< {
			ids: string[];
			seen: ( string | null )[];
			kept: string[];
			back: string | null;
			active: string;
			gone: string;
			link: string | null;
		} >(
			`${ HERE }
			$ids = $views = array();
				foreach ( range( 1, 7 ) as $number ) {
					$ids[]   = $publish( array( 'index.html' => 'release ' . $number ) );
					$views[] = $seen();
				}
				$kept = array_column( $target->describe()['releases'], 'id' );
				$target->activate( $ids[3], null );
				$back = $seen();
				return array( 'ids' => $ids, 'seen' => $views, 'kept' => $kept, 'back' => $back, 'active' => $target->describe()['active'], 'gone' => $target->activate( $ids[0], null )->get_error_code(), 'link' => is_link( $root . '/current' ) ? readlink( $root . '/current' ) : null );`
		);
		expect( answer.seen ).toEqual(
			[ 1, 2, 3, 4, 5, 6, 7 ].map( ( number ) => `release ${ number }` )
		);
		expect( answer.kept ).toEqual( answer.ids.slice( 2 ).reverse() );
		expect( answer.back ).toBe( 'release 4' );
		expect( answer.active ).toBe( answer.ids[ 3 ] );
		expect( answer.gone ).toBe( 'aether_not_found' );
		expect( [ ...answer.ids ].sort() ).toEqual( answer.ids );
		if ( kind === 'link' ) {
			expect( answer.link ).toBe( `releases/${ answer.ids[ 3 ] }` );
		} else {
			expect( answer.link ).toBeNull();
		}
	} );

	/** Where a publish can be killed: what lies on disk then. `$old` is served, `$new` is staged with one file. */
	const KILLED = {
		'while it stages': '',
		'with part of a large file':
			"wp_mkdir_p( $root . '/staging/' . $new . '/parts' ); file_put_contents( $root . '/staging/' . $new . '/parts/x', 'half' );",
		'with a temporary file left':
			"file_put_contents( $root . '/staging/' . $new . '/abc.tmp', 'half' ); @symlink( 'releases/' . $new, $root . '/.0123456789abcdef.tmp' );",
		'after the release moved to its place':
			"rename( $root . '/staging/' . $new . '/tree', $root . '/releases/' . $new );",
		'after the manifest was written':
			"rename( $root . '/staging/' . $new . '/tree', $root . '/releases/' . $new ); file_put_contents( $root . '/manifests/' . $new . '.tsv', \"#1\\nindex.html\\t\" . hash( 'sha256', 'new' ) . \"\\t3\\ttext/html\\n\" );",
		'while an old release is removed':
			"$gone = Aether\\Site_Exporter\\Storage\\Release_Id::create(); wp_mkdir_p( $root . '/releases/' . $gone . '/half' );",
	};

	it.each( Object.entries( KILLED ) )(
		'leaves the last release served when it is killed %s, and the next publish works',
		async ( _, kill ) => {
			const answer = await php< {
				during: string | null;
				after: string | null;
				leftovers: string[];
				damaged: string[];
			} >(
				`${ HERE }
				$old = $publish( array( 'index.html' => 'old' ) );
				$new = $stage( array( 'index.html' => 'new' ) );
				${ kill }
				$during = $seen();
				touch( $root . '/staging/' . $new . '/run.json', time() - 2 * HOUR_IN_SECONDS );
				touch( $root . '/staging/' . $new . '/entries.tsv', time() - 2 * HOUR_IN_SECONDS );
				$next = $publish( array( 'index.html' => 'next' ) );
				$releases = array_diff( scandir( $root . '/releases' ), array( '.', '..', 'index.html' ) );
				$listed = array_column( $target->describe()['releases'], 'id' );
				return array( 'during' => $during, 'after' => $seen(), 'leftovers' => array_values( array_merge( array_diff( scandir( $root . '/staging' ), array( '.', '..', 'index.html' ) ), glob( $root . '/.*.tmp' ) ) ), 'damaged' => array_values( array_diff( $releases, $listed ) ) );`
			);
			expect( answer ).toEqual( {
				during: 'old',
				after: 'next',
				leftovers: [],
				damaged: [],
			} );
		}
	);

	it( 'can be finished by asking again after it was killed at any point', async () => {
		const seen = await php< Record< string, string | null > >(
			`${ HERE }
			$answers = array();
			foreach ( array( 'moved' => false, 'manifest' => true ) as $name => $has_manifest ) {
				$new = $stage( array( 'index.html' => $name ) );
				rename( $root . '/staging/' . $new . '/tree', $root . '/releases/' . $new );
				if ( $has_manifest ) { file_put_contents( $root . '/manifests/' . $new . '.tsv', "#1\\nindex.html\\t" . hash( 'sha256', $name ) . "\\t" . strlen( $name ) . "\\ttext/html\\n" ); }
				$target->activate( $new, 1 );
				$answers[ $name ] = $seen();
			}
			return $answers;`
		);
		expect( seen ).toEqual( { moved: 'moved', manifest: 'manifest' } );
	} );
} );

describe( 'Switching by rename, killed between its two system calls', () => {
	it( 'is finished by the next request', async () => {
		const answer = await php< Record< string, unknown > >(
			`${ PLACE } add_filter( 'aether_local_switching', static fn () => 'rename' );
			$old = $publish( array( 'index.html' => 'old' ) );
			$new = $publish( array( 'index.html' => 'new' ) );
			$target->activate( $old, null );
			$journal = static fn () => file_put_contents( $root . '/switch.json', json_encode( array( 'to' => $new ) ) );

			$journal();
			$answers['before the first'] = array( $target->describe()['active'] === $old, $seen() );

			$journal();
			rename( $root . '/current', $root . '/releases/' . $old );
			$answers['between'] = array( $target->describe()['active'] === $new, $seen() );

			$target->activate( $old, null );
			$journal();
			rename( $root . '/current', $root . '/releases/' . $old );
			rename( $root . '/releases/' . $new, $root . '/current' );
			$answers['after the second'] = array( $target->describe()['active'] === $new, $seen() );
			$answers['journal'] = is_file( $root . '/switch.json' );
			$answers['releases'] = count( $target->describe()['releases'] );
			return $answers;`
		);
		expect( answer ).toEqual( {
			'before the first': [ true, 'old' ],
			between: [ true, 'new' ],
			'after the second': [ true, 'new' ],
			journal: false,
			releases: 2,
		} );
	} );

	it( 'can be given up for links and taken up again', async () => {
		const views = await php< ( string | null )[] >(
			`${ PLACE }
			$kind = 'rename';
			add_filter( 'aether_local_switching', static function () use ( &$kind ) { return $kind; } );
			$views = array();
			foreach ( array( 'rename', 'link', 'rename', 'link' ) as $number => $kind ) {
				$publish( array( 'index.html' => $kind . $number ) );
				$views[] = $seen();
			}
			$views[] = count( $target->describe()['releases'] );
			return $views;`
		);
		expect( views ).toEqual( [
			'rename0',
			'link1',
			'rename2',
			'link3',
			4,
		] );
	} );
} );

describe( 'Staging directories', () => {
	it( 'go when their publish has ended, and stay while it runs', async () => {
		const answer = await php< Record< string, boolean > >(
			`${ PLACE }
			$table   = Aether\\Site_Exporter\\Publishing\\Publish_Table::name();
			$records = new Aether\\Site_Exporter\\Publishing\\Publish_Records();
			$GLOBALS['wpdb']->query( "UPDATE {$table} SET running = NULL, status = 'failed' WHERE running = 1" );
			$run   = $records->open( 1, false );
			$begin = static fn ( $publish ) => $target->begin( $publish )['id'];
			$mine  = $begin( $run['id'] );
			$begin( wp_generate_uuid4() );
			$exists['while it runs'] = is_dir( $root . '/staging/' . $mine );
			$records->close( $run['id'], $run['lease'], array( 'status' => 'failed' ) );
			$begin( wp_generate_uuid4() );
			$exists['after it ended'] = is_dir( $root . '/staging/' . $mine );
			return $exists;`
		);
		expect( answer ).toEqual( {
			'while it runs': true,
			'after it ended': false,
		} );
	} );
} );

describe( 'A body that is no batch', () => {
	it( 'is refused, and nothing is written', async () => {
		const good = batchOf( [ { path: 'a.html', bytes: 'abc' } ] );
		const header = ( value: unknown, rest = '' ): Buffer => {
			const json = Buffer.from( JSON.stringify( value ) );
			const length = Buffer.alloc( 4 );
			length.writeUInt32BE( json.length );
			return Buffer.concat( [ length, json, Buffer.from( rest ) ] );
		};
		const file = {
			path: 'a.html',
			size: 1,
			sha256: sha256( 'x' ),
			contentType: 'text/html',
			offset: 0,
			total: 1,
		};
		const bodies: Record< string, Uint8Array > = {
			empty: Buffer.alloc( 0 ),
			'three bytes': Buffer.from( 'abc' ),
			'a length beyond the body': Buffer.from( '\xff\xff\xff\xff{}' ),
			'a length of four gigabytes': Buffer.from( [ 255, 255, 255, 255 ] ),
			'cut short': good.slice( 0, -1 ),
			'too long': Buffer.concat( [ good, Buffer.from( 'x' ) ] ),
			'no JSON': Buffer.concat( [
				Buffer.from( [ 0, 0, 0, 3 ] ),
				Buffer.from( '{{{' ),
			] ),
			'no list': header( { a: 1 } ),
			'a list of texts': header( [ 'a.html' ] ),
			'deep nesting': header( [ [ [ [ [ 1 ] ] ] ] ] ),
			'a negative size': header( [ { ...file, size: -1 } ] ),
			'a size as text': header( [ { ...file, size: '1' } ], 'x' ),
			'a size that is no whole number': header(
				[ { ...file, size: 0.5 } ],
				'x'
			),
			'an offset beyond the file': header(
				[ { ...file, offset: 1 } ],
				'x'
			),
			'no hash': header( [ { ...file, sha256: '' } ], 'x' ),
			'an upper-case hash': header(
				[ { ...file, sha256: file.sha256.toUpperCase() } ],
				'x'
			),
			'a line end in the type': header(
				[ { ...file, contentType: 'text/html\r\nX: y' } ],
				'x'
			),
			'a path that is a number': header( [ { ...file, path: 7 } ], 'x' ),
			'too many files': header( Array( 5001 ).fill( file ) ),
		};
		const answers = await php< Record< string, unknown > >(
			`${ PLACE }
			$id = $stage( array() );
			foreach ( $bodies as $name => $body ) {
				$answers[ $name ] = $target->write( $id, base64_decode( $body ) )->get_error_code();
			}
			$answers['files'] = array_values( array_diff( scandir( $root . '/staging/' . $id . '/tree' ), array( '.', '..' ) ) );
			return $answers;`,
			{
				bodies: Object.fromEntries(
					Object.entries( bodies ).map( ( [ name, body ] ) => [
						name,
						Buffer.from( body ).toString( 'base64' ),
					] )
				),
			}
		);
		expect( answers ).toEqual( {
			...Object.fromEntries(
				Object.keys( bodies ).map( ( name ) => [
					name,
					'aether_contract_violated',
				] )
			),
			files: [],
		} );
	} );
} );
