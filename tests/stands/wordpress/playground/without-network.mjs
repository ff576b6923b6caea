/**
 * Node's `--import` for a process that has no network, and for its workers, which inherit it: whatever leads beyond this
 * machine is refused at once, and written down in the file that AETHER_NETWORK_JOURNAL names, a line for each attempt.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const JOURNAL = process.env.AETHER_NETWORK_JOURNAL ?? '';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1|0\.0\.0\.0|::)$/;

/**
 * @param {string} what
 * @param {string} host
 * @return {Error | null} Null for this machine.
 */
function refusal( what, host ) {
	if ( LOOPBACK.test( host ) ) {
		return null;
	}
	appendFileSync( JOURNAL, `${ what } ${ host }\n` );
	return Object.assign( new Error( `There is no network: ${ host }` ), {
		code: 'ENETUNREACH',
		syscall: what,
	} );
}

const { connect } = net.Socket.prototype;

/**
 * All of TCP and TLS comes through here, `fetch` included.
 * @param {...any} parameters
 */
net.Socket.prototype.connect = function ( ...parameters ) {
	// Node passes on a list that it has made of them before.
	const [ first, second ] = Array.isArray( parameters[ 0 ] )
		? parameters[ 0 ]
		: parameters;
	const isPath = typeof first === 'string' && Number.isNaN( Number( first ) );
	const { host, path } =
		typeof first === 'object' && first !== null
			? first
			: { host: typeof second === 'string' ? second : undefined };
	const error =
		isPath || path ? null : refusal( 'connect', host ?? 'localhost' );
	if ( error === null ) {
		return connect.apply( this, parameters );
	}
	process.nextTick( () => this.destroy( error ) );
	return this;
};

/** Queries go to a server of names, whatever the name. */
const QUERIES = Object.keys( dns ).filter(
	( name ) => name === 'reverse' || /^(?:resolve|lookup)/.test( name )
);

for ( const name of QUERIES ) {
	const plain = dns[ name ];
	dns[ name ] = function ( host, ...rest ) {
		const error = refusal( name, String( host ) );
		return error === null
			? plain.call( this, host, ...rest )
			: process.nextTick( rest.at( -1 ), error );
	};
	const promised = dns.promises[ name ];
	if ( promised ) {
		dns.promises[ name ] = async function ( host, ...rest ) {
			const error = refusal( name, String( host ) );
			if ( error !== null ) {
				throw error;
			}
			return promised.call( this, host, ...rest );
		};
	}
}

for ( const name of [ 'connect', 'send' ] ) {
	const plain = dgram.Socket.prototype[ name ];
	dgram.Socket.prototype[ name ] = function ( ...parameters ) {
		const host = parameters.find(
			( value, index ) => index > 0 && typeof value === 'string'
		);
		const error = refusal( `dgram.${ name }`, host ?? 'localhost' );
		if ( error !== null ) {
			throw error;
		}
		return plain.apply( this, parameters );
	};
}

syncBuiltinESMExports();
