import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
} from 'vitest';
import {
	type Answered,
	AS_ADMINISTRATOR,
	ASK,
	php,
	type RestFailure,
} from '../support/php';
import { sharedWordPress } from '../support/wordpress';

interface Opened {
	readonly id: string;
	readonly lease: string;
	readonly heartbeatMs: number;
}

interface PublishRow {
	readonly id: string;
	readonly status: string;
	readonly startedAt: string;
	readonly finishedAt: string | null;
	readonly startedBy: { readonly id: number; readonly name: string };
	readonly fraction: number;
	readonly step: string;
	readonly loaded: number;
	readonly total: number | null;
	readonly only: readonly string[] | null;
	readonly lastSeenAt: string;
	readonly summary: { readonly status: string } | null;
}

const send = async < Body = RestFailure >(
	method: string,
	route: string,
	body: object = {}
): Promise< { status: number; body: Body; headers: Headers } > => {
	const response = await sharedWordPress().rest( `aether/v1/${ route }`, {
		method,
		...( method === 'GET'
			? {}
			: {
					headers: { 'Content-Type': 'application/json' },
					body: JSON.stringify( body ),
				} ),
	} );
	return {
		status: response.status,
		body: ( await response.json() ) as Body,
		headers: response.headers,
	};
};

const open = ( body: object = {} ) =>
	send< Opened & RestFailure >( 'POST', 'publishes', body );
const patch = ( id: string, body: object ) =>
	send< PublishRow & RestFailure >( 'PATCH', `publishes/${ id }`, body );
const read = ( id: string ) => send< PublishRow >( 'GET', `publishes/${ id }` );

const SUMMARY = {
	status: 'success',
	providers: [],
	pageCount: 3,
	fileCount: 7,
};

/**
 * Sets the last heartbeat back.
 * @param seconds
 */
const fallSilent = ( seconds: number ) =>
	php(
		`return $GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->prefix}aether_publishes SET heartbeat_at = heartbeat_at - ${ seconds }000 WHERE running = 1" );`
	);

const endWhateverRuns = () =>
	php(
		`return $GLOBALS['wpdb']->query( 'UPDATE ' . Aether\\Site_Exporter\\Publishing\\Publish_Table::name() . " SET running = NULL, status = 'failed' WHERE running = 1" );`
	);

describe( 'One publish at a time', () => {
	beforeEach( endWhateverRuns );
	afterEach( endWhateverRuns );

	it( 'is what the database itself allows: of six who start at once one gets the lease', async () => {
		const answers = await Promise.all(
			Array.from( { length: 6 }, () => open() )
		);
		expect( answers.map( ( { status } ) => status ).sort() ).toEqual( [
			201, 409, 409, 409, 409, 409,
		] );
		const winner = answers.find( ( { status } ) => status === 201 );
		expect( winner?.body.heartbeatMs ).toBe( 15_000 );
		for ( const { status, body } of answers ) {
			if ( status === 409 ) {
				expect( body ).toMatchObject( {
					code: 'aether_publish_running',
					data: {
						publish: {
							id: winner?.body.id,
							startedBy: { name: expect.any( String ) },
							stale: false,
							fraction: 0,
							step: '',
						},
					},
				} );
				expect( JSON.stringify( body ) ).not.toContain(
					winner?.body.lease
				);
			}
		}
	} );

	it( 'keeps what a heartbeat says and what the end says', async () => {
		const { body: run } = await open();
		const beat = await patch( run.id, {
			lease: run.lease,
			fraction: 0.25,
			step: 'renderStaticSite',
			loaded: 12,
			total: 48,
		} );
		expect( beat.status ).toBe( 200 );
		expect( ( await read( run.id ) ).body ).toMatchObject( {
			status: 'running',
			fraction: 0.25,
			step: 'renderStaticSite',
			loaded: 12,
			total: 48,
			only: null,
			finishedAt: null,
			summary: null,
		} );
		// The same again, in the same second, is no lost lease.
		expect(
			(
				await patch( run.id, {
					lease: run.lease,
					fraction: 0.25,
					step: 'renderStaticSite',
				} )
			).status
		).toBe( 200 );

		await patch( run.id, { lease: run.lease, summary: SUMMARY } );
		const { body: ended } = await read( run.id );
		expect( ended ).toMatchObject( {
			status: 'success',
			summary: SUMMARY,
		} );
		expect( Date.parse( ended.finishedAt ?? '' ) ).toBeGreaterThanOrEqual(
			Date.parse( ended.startedAt )
		);
		// The answer to the end was lost: asking again is harmless.
		expect(
			( await patch( run.id, { lease: run.lease, summary: SUMMARY } ) )
				.status
		).toBe( 200 );
		expect( ( await open() ).status ).toBe( 201 );
	} );

	it( 'cannot be taken over while it lives', async () => {
		await open();
		await fallSilent( 80 );
		const { status, body } = await open( { takeOver: true } );
		expect( status ).toBe( 409 );
		expect( body.data ).toMatchObject( { publish: { stale: false } } );
	} );

	it( 'is not taken over unasked when it has fallen silent', async () => {
		await open();
		await fallSilent( 100 );
		const { status, body } = await open();
		expect( status ).toBe( 409 );
		expect( body.data ).toMatchObject( { publish: { stale: true } } );
	} );

	it( 'is taken over by one of four who try after it has fallen silent, and the old host learns it', async () => {
		const { body: old } = await open();
		// Who is in whose way differs from one time to the next.
		for ( let round = 1; round <= 5; round++ ) {
			await fallSilent( 100 );
			const answers = await Promise.all(
				Array.from( { length: 4 }, () => open( { takeOver: true } ) )
			);
			expect( answers.map( ( { status } ) => status ).sort() ).toEqual( [
				201, 409, 409, 409,
			] );
		}
		expect( ( await read( old.id ) ).body.status ).toBe( 'interrupted' );
		for ( const body of [
			{ fraction: 0.5, step: 'x' },
			{ summary: SUMMARY },
		] ) {
			const late = await patch( old.id, { lease: old.lease, ...body } );
			expect( late.status ).toBe( 409 );
			expect( late.body ).toMatchObject( {
				code: 'aether_lease_lost',
				data: { reason: 'interrupted' },
			} );
		}
		expect( ( await read( old.id ) ).body.status ).toBe( 'interrupted' );
	} );

	it( 'tells whoever could take it over which places it was for, and refuses ids that are none', async () => {
		const only = [ 'cloudflare-r2:staging', 'gitlab' ];
		const { body: run } = await open( { only } );
		expect( ( await read( run.id ) ).body.only ).toEqual( only );
		await fallSilent( 100 );
		expect( ( await open() ).body.data ).toMatchObject( {
			publish: { only, stale: true },
		} );
		for ( const wrong of [ [], [ 'a b' ], [ 1.5 ] ] ) {
			const refused = await open( { takeOver: true, only: wrong } );
			expect( refused.status, JSON.stringify( wrong ) ).toBe( 400 );
		}
		const { body: next } = await open( { takeOver: true, only } );
		expect( ( await read( next.id ) ).body.only ).toEqual( only );
	} );

	it( 'ends, for the history, when it was last heard of, whenever somebody took over', async () => {
		const { body: old } = await open();
		await fallSilent( 3 * 24 * 60 * 60 );
		const { lastSeenAt } = ( await read( old.id ) ).body;
		await open( { takeOver: true } );
		const { body: ended } = await read( old.id );
		expect( ended.status ).toBe( 'interrupted' );
		expect( ended.finishedAt ).toBe( lastSeenAt );
	} );

	it( 'lives on when a heartbeat comes late, but before anybody took over', async () => {
		const { body: old } = await open();
		await fallSilent( 100 );
		await patch( old.id, { lease: old.lease, fraction: 0.9, step: 'x' } );
		expect( ( await open( { takeOver: true } ) ).status ).toBe( 409 );
	} );

	it( 'obeys who holds the lease, and nobody else', async () => {
		const { body: run } = await open();
		const answers = await php< Answered< RestFailure >[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			return array_map( static fn ( $lease ) => $ask( 'PATCH', '/aether/v1/publishes/' . $id, array( 'lease' => $lease, 'fraction' => 1, 'step' => 'stolen' ) ), $leases );`,
			{ id: run.id, leases: [ '', 'x', run.lease.slice( 1 ), run.id ] }
		);
		for ( const { status, data } of answers ) {
			expect( status ).toBe( 409 );
			expect( data.code ).toBe( 'aether_lease_lost' );
		}
		expect( ( await read( run.id ) ).body.step ).toBe( '' );
	} );

	it( 'can be cancelled from elsewhere', async () => {
		const { body: run } = await open();
		const cancelled = await send< PublishRow >(
			'POST',
			`publishes/${ run.id }/cancel`
		);
		expect( cancelled.body.status ).toBe( 'cancelled' );
		const beat = await patch( run.id, {
			lease: run.lease,
			fraction: 0.5,
			step: 'x',
		} );
		expect( beat.status ).toBe( 409 );
		expect( beat.body ).toMatchObject( {
			code: 'aether_lease_lost',
			data: { reason: 'cancelled' },
		} );
		// What the cancelled run had reached is still worth keeping.
		expect(
			(
				await patch( run.id, {
					lease: run.lease,
					summary: { ...SUMMARY, status: 'cancelled' },
				} )
			).status
		).toBe( 200 );
		expect( ( await read( run.id ) ).body ).toMatchObject( {
			status: 'cancelled',
			summary: { fileCount: 7 },
		} );
		expect( ( await open() ).status ).toBe( 201 );
	} );

	it( 'refuses a report that does not fit, and goes on', async () => {
		const { body: run } = await open();
		const reports = [
			{ fraction: 1.5, step: 'x' },
			{ fraction: -1, step: 'x' },
			{ fraction: 0.5, step: 'x'.repeat( 101 ) },
			{ fraction: 0.5, step: 'x', loaded: -1 },
			{ fraction: 0.5, step: 'x', total: 'many' },
			{ summary: { status: 'running' } },
			{ summary: { providers: [] } },
			{ summary: 'done' },
		];
		const answers = await php< Answered< RestFailure >[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			return array_map( static fn ( $report ) => $ask( 'PATCH', '/aether/v1/publishes/' . $id, array( 'lease' => $lease ) + $report ), $reports );`,
			{ ...run, reports }
		);
		for ( const [ index, { status, data } ] of answers.entries() ) {
			const report = JSON.stringify( reports[ index ] );
			expect( status, report ).toBe( 400 );
			expect( data.code, report ).toBe( 'aether_contract_violated' );
		}
		expect( ( await read( run.id ) ).body.status ).toBe( 'running' );
	} );

	it( 'is listed newest first, a page at a time', async () => {
		const ids: string[] = [];
		for ( let run = 0; run < 3; run++ ) {
			const { body } = await open();
			ids.unshift( body.id );
			await patch( body.id, { lease: body.lease, summary: SUMMARY } );
		}
		const first = await send< PublishRow[] >(
			'GET',
			'publishes?per_page=2'
		);
		const second = await send< PublishRow[] >(
			'GET',
			'publishes?per_page=2&page=2'
		);
		expect(
			[ ...first.body, ...second.body ]
				.slice( 0, 3 )
				.map( ( { id } ) => id )
		).toEqual( ids );
		const total = Number( first.headers.get( 'X-WP-Total' ) );
		expect( total ).toBeGreaterThanOrEqual( 3 );
		expect( first.headers.get( 'X-WP-TotalPages' ) ).toBe(
			String( Math.ceil( total / 2 ) )
		);
	} );

	it( 'answers 404 for a publish that never was', async () => {
		const answer = await send(
			'GET',
			'publishes/00000000-0000-4000-8000-000000000000'
		);
		expect( answer.status ).toBe( 404 );
		expect( answer.body.code ).toBe( 'aether_not_found' );
	} );
} );

describe( 'What can be learned of the latest publishes', () => {
	interface Statistics {
		readonly publishes: number;
		readonly providers: readonly {
			readonly providerId: string;
			readonly succeeded: number;
			readonly total: number;
		}[];
		readonly measures: readonly {
			readonly durationMs: number;
			readonly bytes: number;
		}[];
	}

	it( 'is learned of a hundred, not of one page of them', async () => {
		await php(
			`$GLOBALS['wpdb']->query( 'DELETE FROM ' . Aether\\Site_Exporter\\Publishing\\Publish_Table::name() );
			$records = new Aether\\Site_Exporter\\Publishing\\Publish_Records();
			foreach ( range( 1, 102 ) as $number ) {
				$opened = $records->open( 1, false );
				$is_ok  = $number > 52;
				$records->close( $opened['id'], $opened['lease'], array( 'status' => $is_ok ? 'success' : 'failed', 'providers' => array( array( 'providerId' => 'gitlab', 'success' => $is_ok, 'bytes' => $number ), 'nonsense', array( 'providerId' => array() ) ) ) );
			}`
		);
		const { body } = await send< Statistics >(
			'GET',
			'publishes/statistics'
		);
		expect( body.publishes ).toBe( 100 );
		expect( body.providers ).toEqual( [
			{ providerId: 'gitlab', succeeded: 50, total: 100 },
		] );
		expect( body.measures ).toHaveLength( 30 );
		expect( body.measures.at( -1 ) ).toMatchObject( {
			bytes: 102,
			durationMs: expect.any( Number ),
		} );
	} );
} );

describe( 'A history of 10,000 publishes by 100 people', () => {
	const MOST = 10_000;
	/** Rows per INSERT. */
	const BATCH = 500;
	/** Of publishes and people in one request: count, rows, people, what is kept of them. */
	const MOST_QUERIES = 4;

	interface Listed {
		readonly status: number;
		readonly total: string;
		readonly pages: string;
		readonly queries: number;
		readonly numbers: readonly number[];
		readonly people: readonly string[];
	}

	/** Defines `$list( page, perPage )`, which knows nobody but the person who asks when it starts, as a request does. */
	const LIST = `$list = static function ( int $page, int $per_page ): array {
		$request = new WP_REST_Request( 'GET', '/aether/v1/publishes' );
		$request->set_query_params( array( 'per_page' => 1 ) );
		rest_get_server()->dispatch( $request );
		wp_cache_flush_group( 'users' );
		wp_cache_flush_group( 'user_meta' );
		wp_set_current_user( 0 );
		wp_set_current_user( get_users( array( 'role' => 'administrator', 'number' => 1 ) )[0]->ID );
		$request->set_query_params( array( 'page' => $page, 'per_page' => $per_page ) );
		$queries = 0;
		$count   = static function ( string $query ) use ( &$queries ): string {
			$queries += preg_match( '/aether_publishes|users|usermeta/', $query );
			return $query;
		};
		add_filter( 'query', $count );
		$response = rest_get_server()->dispatch( $request );
		remove_filter( 'query', $count );
		$rows     = 200 === $response->get_status() ? $response->get_data() : array();
		return array(
			'status'  => $response->get_status(),
			'total'   => $response->get_headers()['X-WP-Total'] ?? '',
			'pages'   => $response->get_headers()['X-WP-TotalPages'] ?? '',
			'queries' => $queries,
			'numbers' => array_map( static fn ( $row ) => $row['summary']->fileCount, $rows ),
			'people'  => array_map( static fn ( $row ) => $row['startedBy']['name'], $rows ),
		);
	};`;

	const list = ( page: number, perPage = 100 ) =>
		php< Listed >(
			`${ AS_ADMINISTRATOR } ${ LIST } return $list( $page, $perPage );`,
			{
				page,
				perPage,
			}
		);

	beforeAll( async () => {
		await php(
			`global $wpdb;
			$wpdb->query( "DELETE FROM {$wpdb->prefix}aether_publishes" );
			$people = implode( ',', array_map( static fn ( $n ) => "(" . ( 900000 + $n ) . ", 'history-$n', 'history-$n', 'history-$n@example.test', 'Person $n', '2026-01-01 00:00:00', '', '', '', 0 )", range( 0, 99 ) ) );
			$wpdb->query( "INSERT INTO {$wpdb->users} (ID, user_login, user_nicename, user_email, display_name, user_registered, user_pass, user_url, user_activation_key, user_status) VALUES $people" );
			foreach ( range( 0, $most - 1, $batch ) as $first ) {
				$rows = array_map(
					static fn ( $n ) => sprintf( "('%08x-0000-4000-8000-%012x', 'success', '', %d, %d, %d, %d, 1, '', '%s')", $n, $n, 900000 + $n % 100, $n, $n, $n + 1, wp_json_encode( array( 'status' => 'success', 'fileCount' => $n, 'providers' => array( array( 'providerId' => 'bucket', 'deploymentType' => 'static_site', 'success' => true, 'receipt' => array( 'url' => 'https://published.test/', 'releaseId' => "release_$n" ) ) ) ) ) ),
					range( $first, $first + $batch - 1 )
				);
				$wpdb->query( "INSERT INTO {$wpdb->prefix}aether_publishes (id, status, lease, user_id, started_at, heartbeat_at, finished_at, fraction, step, summary) VALUES " . implode( ',', $rows ) );
			}`,
			{ most: MOST, batch: BATCH }
		);
	} );

	afterAll( () =>
		php(
			`global $wpdb;
			$wpdb->query( "DELETE FROM {$wpdb->users} WHERE ID >= 900000" );
			$wpdb->query( "DELETE FROM {$wpdb->prefix}aether_publishes" );
			wp_cache_flush();`
		)
	);

	const descending = ( from: number, count: number ): readonly number[] =>
		Array.from( { length: count }, ( _row, index ) => from - index );

	it.each( [
		[ 1, MOST - 1 ],
		[ 2, MOST - 101 ],
		[ 6, MOST - 1 - BATCH ],
		[ 100, 99 ],
	] )(
		'gives page %i in order, with as few queries as any other',
		async ( page, newest ) => {
			const found = await list( page );
			expect( found ).toMatchObject( {
				status: 200,
				total: String( MOST ),
				pages: '100',
				numbers: descending( newest, 100 ),
			} );
			expect( new Set( found.people ).size ).toBe( 100 );
			expect( found.people ).not.toContain( '' );
			expect( found.queries ).toBeLessThanOrEqual( MOST_QUERIES );
		}
	);

	it( 'ends with a page that is not full, then with none, and gives no more than 100 at a time', async () => {
		expect( await list( 102, 99 ) ).toMatchObject( {
			pages: '102',
			numbers: [ 0 ],
		} );
		expect( await list( 101 ) ).toMatchObject( {
			status: 200,
			numbers: [],
		} );
		expect( ( await list( 1, 101 ) ).status ).toBe( 400 );
	} );

	it( 'still knows how the first release of them was published, and of which provider', async () => {
		const answers = await php< Answered< { published: unknown } >[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			return array_map( static fn ( $asked ) => $ask( 'POST', '/aether/v1/releases/' . $asked[0] . '/static_site/activated', array( 'release' => $asked[1] ) ), array( array( 'bucket', 'release_0' ), array( 'other', 'release_0' ), array( 'bucket', 'release%0' ) ) );`
		);
		expect( answers.map( ( { data } ) => data.published ) ).toEqual( [
			{ url: 'https://published.test/', environment: null },
			null,
			null,
		] );
	} );
} );

describe( 'The journal of a publish', () => {
	beforeEach( endWhateverRuns );
	afterEach( endWhateverRuns );

	interface Portion< Item > {
		readonly items: readonly Item[];
		readonly total: number;
		readonly omitted: number;
	}
	interface Line {
		readonly level: string;
		readonly message: string;
	}
	interface File {
		readonly path: string;
		readonly reason: string;
	}

	const line = ( level: string, message: string ) => ( {
		at: 1_700_000_000_000,
		level,
		kind: 'finding',
		step: 'renderStaticSite',
		message,
	} );
	/** A sentence that a page says in its own language. */
	const coded = {
		...line( 'info', 'Uploaded static site to 1/2 providers' ),
		code: 'static_site_uploaded',
		counts: { reached: 1, total: 2 },
	};
	const unreadable = ( name: string ) => ( {
		...line( 'warning', `The rule "${ name }" cannot be read.` ),
		code: 'rule_invalid',
		values: { rule: name, limit: 12.5 },
		place: `https://example.com/${ name }`,
	} );
	const file = ( path: string, reason = 'new' ) => ( {
		path,
		reason,
		providerId: 'gitlab:second',
		deploymentType: 'static_site',
	} );

	it( 'is written once in portions, filtered and paged by the server, and holds no secret', async () => {
		const canary = 'a-journal"canary/42';
		const { body: run } = await open();
		const answers = await php<
			Record< string, Answered< Portion< Line & File > > >
		>(
			`${ ASK } ${ AS_ADMINISTRATOR }
			$path     = '/aether/v1/publishes/' . $id;
			$place    = '/aether/v1/settings/providers/journal-place';
			$revision = $ask( 'GET', '/aether/v1/settings' )['data']['revision'];
			$saved    = $ask( 'PUT', $place, array( 'revision' => $revision, 'config' => array( 'token' => $canary ) ) );
			$answers  = array_map( static fn ( $part ) => $ask( 'POST', $path . '/journal', array( 'lease' => $lease ) + $part ), $parts );
			$answers['log']      = $ask( 'GET', $path . '/log' );
			$answers['warnings'] = $ask( 'GET', $path . '/log', array( 'level' => 'warning', 'per_page' => 1, 'page' => 2 ) );
			$answers['files']    = $ask( 'GET', $path . '/files' );
			$answers['removed']  = $ask( 'GET', $path . '/files', array( 'change' => 'removed' ) );
			$answers['changed']  = $ask( 'GET', $path . '/files', array( 'change' => 'changed', 'search' => 'ÜBER' ) );
			$stored = $GLOBALS['wpdb']->get_var( 'SELECT log FROM ' . Aether\\Site_Exporter\\Publishing\\Journal_Table::name() . ' ORDER BY publish DESC LIMIT 1' );
			$answers['stored'] = array( 'status' => str_contains( $stored, 'journal' ) ? 1 : 0, 'data' => null );
			$answers['saved'] = array( 'status' => $saved['status'], 'data' => null );
			$ask( 'DELETE', $place );
			return $answers;`,
			{
				...run,
				canary,
				parts: {
					first: {
						part: 0,
						lines: [
							line( 'info', 'ok 😀' ),
							line( 'error', `The host said ${ canary }` ),
						],
						files: [ file( 'b.html' ), file( 'a.html', 'gone' ) ],
						omitted: { lines: 3, files: 0 },
					},
					again: { part: 0, lines: [ line( 'info', 'twice' ) ] },
					second: {
						part: 1,
						lines: [
							line( 'warning', 'hm' ),
							coded,
							unreadable( canary ),
						],
						files: [ file( 'über/ø.html', 'headers' ) ],
					},
				},
			}
		);
		expect( answers.saved?.status ).toBe( 200 );
		expect( answers.first?.data ).toEqual( { written: true } );
		expect( answers.again?.data ).toEqual( { written: false } );
		expect( answers.log?.data ).toEqual( {
			items: [
				line( 'info', 'ok 😀' ),
				line( 'error', 'The host said [removed]' ),
				line( 'warning', 'hm' ),
				coded,
				unreadable( '[removed]' ),
			],
			total: 5,
			omitted: 3,
		} );
		expect( answers.stored?.status ).toBe( 0 );
		expect( answers.warnings?.data ).toMatchObject( {
			items: [ { message: 'hm' } ],
			total: 3,
		} );
		expect( answers.files?.data ).toEqual( {
			items: [
				file( 'a.html', 'gone' ),
				file( 'b.html' ),
				file( 'über/ø.html', 'headers' ),
			],
			total: 3,
			omitted: 0,
		} );
		expect( answers.removed?.data.items ).toEqual( [
			file( 'a.html', 'gone' ),
		] );
		expect( answers.changed?.data.items ).toEqual( [
			file( 'über/ø.html', 'headers' ),
		] );
	} );

	it( 'takes portions that fit, of whoever holds the lease', async () => {
		const { body: run } = await open();
		const refused = [
			{ part: 500 },
			{ part: 0, lines: [ line( 'loud', 'x' ) ] },
			{ part: 0, lines: [ line( 'info', 'x'.repeat( 1001 ) ) ] },
			{
				part: 0,
				lines: Array.from( { length: 501 }, () => line( 'info', 'x' ) ),
			},
			{ part: 0, lines: [ { ...line( 'info', 'x' ), html: '<b>' } ] },
			{ part: 0, lines: [ { ...coded, counts: { total: 'two' } } ] },
			{ part: 0, files: [ { path: 'a.html' } ] },
			{ part: 0, files: [ file( 'a.html', 'liked' ) ] },
			{
				part: 0,
				files: Array.from( { length: 1001 }, () => file( 'a' ) ),
			},
			{ part: 0, omitted: { lines: -1 } },
		];
		const answers = await php< Answered< RestFailure >[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			$path    = '/aether/v1/publishes/' . $id;
			$answers = array_map( static fn ( $part ) => $ask( 'POST', $path . '/journal', array( 'lease' => $lease ) + $part ), $refused );
			$answers[] = $ask( 'POST', $path . '/journal', array( 'lease' => 'x', 'part' => 0 ) );
			$answers[] = $ask( 'GET', $path . '/log' );
			return $answers;`,
			{ ...run, refused }
		);
		const empty = answers.pop();
		const foreign = answers.pop();
		for ( const [ index, { status, data } ] of answers.entries() ) {
			expect( `${ index } ${ status } ${ data.code }` ).toBe(
				`${ index } 400 aether_contract_violated`
			);
		}
		expect( foreign ).toMatchObject( {
			status: 409,
			data: { code: 'aether_lease_lost' },
		} );
		expect( empty?.data ).toEqual( { items: [], total: 0, omitted: 0 } );
	} );

	it( 'keeps so many lines and files of a publish, counts the others, and goes with the hundredth publish after it', async () => {
		const { body: run } = await open();
		const found = await php< Record< string, Portion< unknown > > >(
			`$records = new Aether\\Site_Exporter\\Publishing\\Publish_Records();
			$journal  = new Aether\\Site_Exporter\\Publishing\\Publish_Journal();
			$record   = $records->find( $id );
			for ( $part = 0; $part < 11; $part++ ) {
				$journal->add( $record, $part, array_fill( 0, 250, $line ), array_map( static fn ( $n ) => array( 'path' => $part . '-' . $n ) + $file, range( 0, 999 ) ), array(), array() );
			}
			$read    = static fn () => array( 'log' => $journal->lines( $record, 'info' ), 'files' => $journal->files( $record, array(), '' ) );
			$count   = static fn ( $part ) => array( 'items' => array(), 'total' => count( $part['items'] ), 'omitted' => $part['omitted'] );
			$full    = array_map( $count, $read() );
			$row     = static fn ( $number ) => Aether\\Site_Exporter\\Publishing\\Publish_Record::from_row( (object) array( 'number' => $record->number + $number, 'id' => '', 'status' => '', 'lease' => '', 'user_id' => 0, 'started_at' => 0, 'heartbeat_at' => 0, 'finished_at' => null, 'fraction' => 0, 'step' => '', 'summary' => null ) );
			$journal->add( $row( 99 ), 0, array(), array(), array(), array() );
			$kept    = $count( $read()['log'] );
			$journal->add( $row( 100 ), 0, array( $line ), array(), array(), array() );
			$gone    = $count( $read()['log'] );
			$journal->prune( $record->started_at + 1 );
			$later   = $count( $journal->lines( $row( 100 ), 'info' ) );
			$GLOBALS['wpdb']->query( 'DELETE FROM ' . Aether\\Site_Exporter\\Publishing\\Journal_Table::name() );
			return $full + array( 'kept' => $kept, 'gone' => $gone, 'later' => $later );`,
			{ ...run, line: line( 'info', 'x' ), file: file( 'x' ) }
		);
		expect( found ).toEqual( {
			log: { items: [], total: 2500, omitted: 250 },
			files: { items: [], total: 10_000, omitted: 1000 },
			kept: { items: [], total: 2500, omitted: 250 },
			gone: { items: [], total: 0, omitted: 0 },
			later: { items: [], total: 1, omitted: 0 },
		} );
	} );
} );

describe( 'A ledger', () => {
	const ledger = 'ledgers/test-provider/static_site';
	const ENTRY = {
		sha256: 'ab'.repeat( 32 ),
		size: 5,
		contentType: 'text/html; charset=UTF-8',
	};

	it( 'is absent before the first deployment, replaced as a whole, and read as it was written', async () => {
		const absent = await send( 'GET', 'ledgers/test-provider/never' );
		expect( absent.status ).toBe( 200 );
		expect( absent.body ).toEqual( { entries: null } );

		for ( const entries of [
			{ 'index.html': ENTRY, '123': ENTRY, 'ü/ø.html': ENTRY },
			{ '404.html': ENTRY },
			// What a target writes before it sends: nobody knows yet what will be there.
			{
				'begun.html': {
					sha256: '0'.repeat( 64 ),
					size: 0,
					contentType: '',
				},
			},
			{},
		] ) {
			expect( ( await send( 'PUT', ledger, { entries } ) ).status ).toBe(
				200
			);
			expect( ( await send< object >( 'GET', ledger ) ).body ).toEqual( {
				entries,
			} );
		}
	} );

	it( 'refuses an entry that says too little', async () => {
		const wrong = [
			{},
			{ ...ENTRY, size: '5' },
			{ ...ENTRY, sha256: 'x' },
			{ ...ENTRY, contentType: 'a\nb' },
			'text',
		];
		const answers = await php< Answered< RestFailure >[] >(
			`${ ASK } ${ AS_ADMINISTRATOR }
			return array_map( static fn ( $entry ) => $ask( 'PUT', '/aether/v1/' . $ledger, array( 'entries' => array( 'index.html' => $entry ) ) ), $wrong );`,
			{ ledger, wrong }
		);
		for ( const { status, data } of answers ) {
			expect( status ).toBe( 400 );
			expect( data.code ).toBe( 'aether_contract_violated' );
		}
	} );

	it( 'lies where no visitor can guess it', async () => {
		await send( 'PUT', ledger, { entries: { 'index.html': ENTRY } } );
		const place = await php< string >(
			`return basename( Aether\\Site_Exporter\\Storage\\Private_Directory::location() );`
		);
		expect( place ).toMatch( /^aether-private-[0-9a-f]{32}$/ );
	} );
} );
