import {
	AetherError,
	type Clock,
	type ConnectionTest,
	type OperationOptions,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';
import { withAdvice } from './connection-advice';
import { WRITE_INTERVAL_MS } from './s3/limits';
import type { S3Store } from './s3/s3-store';

/** A probe that could not be written for good shall not stay either. Milliseconds. */
const REMOVAL_TIMEOUT_MS = 10_000;

export interface ProbeOptions extends OperationOptions {
	readonly clock: Clock;
}

/** Of no object. */
const OTHER_ETAG = '"00000000000000000000000000000000"';

/**
 * Writes, reads, lists and removes one object, as a publish will, and tries to overwrite it under a condition that does
 * not hold. The error says at which of them it ended, and what to
 * do about it.
 *
 * @param store
 * @param root
 * @param options
 */
export async function probeBucket(
	store: S3Store,
	root: string,
	options: ProbeOptions
): Promise< ConnectionTest > {
	const { clock, signal } = options;
	const token = `${ clock.now() }-${ crypto.getRandomValues( new Uint32Array( 2 ) ).join( '-' ) }`;
	const key = `${ root }_aether/probes/${ token }`;
	await withAdvice( 'write', () =>
		store.put( key, new Blob( [ token ] ), {
			signal,
			headers: { contentType: 'text/plain' },
		} )
	);
	try {
		await withAdvice( 'read', () =>
			demandBytes( store, key, token, signal )
		);
		await withAdvice( 'list', () => demandListed( store, key, signal ) );
		await clock.sleep( WRITE_INTERVAL_MS, { signal } );
		await withAdvice( 'overwrite', () =>
			demandCondition( store, key, signal )
		);
	} catch ( error ) {
		await store
			.remove( [ key ], {
				signal: AbortSignal.timeout( REMOVAL_TIMEOUT_MS ),
			} )
			.catch( () => {} ); // What went wrong before is the one to report.
		throw error;
	}
	await withAdvice( 'remove', () => store.remove( [ key ], { signal } ) );
	return store.isRelayed()
		? {
				isOriginBlocked: true,
				warnings: [
					'The bucket does not allow this site yet, so every file goes through WordPress, which is slower. Allow this site, or add its address to the CORS policy of the bucket.',
				],
			}
		: {};
}

async function demandBytes(
	store: S3Store,
	key: string,
	token: string,
	signal: AbortSignal
): Promise< void > {
	const found = await store.get( key, { signal, largest: 1024 } );
	if ( ! found || new TextDecoder().decode( found.body ) !== token ) {
		throw new AetherError(
			'integrity_failed',
			'The bucket gave back something other than what was written.'
		);
	}
}

async function demandListed(
	store: S3Store,
	key: string,
	signal: AbortSignal
): Promise< void > {
	for await ( const object of store.list( key, { signal } ) ) {
		if ( object.key === key ) {
			return;
		}
	}
	throw new AetherError(
		'integrity_failed',
		'The bucket does not list what was written.'
	);
}

/**
 * Two publishes at a time are kept apart by conditions alone. Not every store knows them, and one that does not does what
 * it was asked not to do.
 *
 * @param store
 * @param key
 * @param signal
 */
async function demandCondition(
	store: S3Store,
	key: string,
	signal: AbortSignal
): Promise< void > {
	try {
		await store.put( key, new Blob( [ 'overwritten' ] ), {
			signal,
			headers: { contentType: 'text/plain' },
			only: { etag: OTHER_ETAG },
		} );
	} catch ( error ) {
		if ( AetherError.isInstance( error ) && error.code === 'conflict' ) {
			return;
		}
		throw error;
	}
	throw new AetherError(
		'config_invalid',
		__(
			'This object store ignores the header If-Match, so nothing keeps two publishes at the same time from overwriting each other. Choose another store, or a newer version of this one.',
			'aether-site-exporter-providers'
		)
	);
}
