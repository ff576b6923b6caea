import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import type { ObjectStore } from './s3/object-store';

type Step = 'write' | 'read' | 'list' | 'remove';

/**
 * Writes, reads, lists and removes one object, as a publish will. The error says at which of them it ended.
 *
 * @param store
 * @param root
 * @param options
 */
export async function probeBucket(
	store: ObjectStore,
	root: string,
	options: OperationOptions
): Promise< void > {
	const token = crypto.randomUUID?.() ?? String( Math.random() );
	const key = `${ root }_aether/probes/${ token }`;
	await attempt( 'write', () =>
		store.put( key, new Blob( [ token ] ), {
			...options,
			headers: { contentType: 'text/plain' },
		} )
	);
	try {
		const found = await attempt( 'read', () =>
			store.get( key, { ...options, largest: 1024 } )
		);
		if ( ! found || new TextDecoder().decode( found.body ) !== token ) {
			throw new AetherError(
				'integrity_failed',
				'The bucket gave back something other than what was written.',
				{ details: { step: 'read' } }
			);
		}
		await attempt( 'list', async () => {
			for await ( const object of store.list( key, options ) ) {
				if ( object.key === key ) {
					return;
				}
			}
			throw new AetherError(
				'integrity_failed',
				'The bucket does not list what was written.'
			);
		} );
	} finally {
		await attempt( 'remove', () => store.remove( [ key ], options ) );
	}
}

async function attempt< T >(
	step: Step,
	run: () => Promise< T >
): Promise< T > {
	try {
		return await run();
	} catch ( error ) {
		if ( ! AetherError.isInstance( error ) ) {
			throw error;
		}
		throw new AetherError( error.code, adviceFor( error, step ), {
			cause: error,
			...( error.status === undefined ? {} : { status: error.status } ),
			details: { ...error.details, step },
		} );
	}
}

function adviceFor( error: AetherError, step: Step ): string {
	switch ( error.code ) {
		case 'permission_denied':
			return `The access key may not ${ step } objects in this bucket. Give it the right to read and write objects.`;
		case 'network_failed':
			return 'The object store could not be reached. Check the endpoint; if it is right, the bucket’s CORS policy does not allow this site yet.';
		case 'not_found':
			return 'There is no bucket with this name. Check the name, the account and the jurisdiction.';
		default:
			return error.message;
	}
}
