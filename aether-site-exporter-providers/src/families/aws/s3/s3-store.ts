import { AetherError, type ProviderRuntime } from '@aether/provider-sdk';
import {
	DeleteObjectsCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
	KEYS_PER_REQUEST,
	LARGEST_SINGLE_PUT,
	MOST_LIST_PAGES,
} from './limits';
import { putInParts } from './multipart';
import type { ObjectHeaders, ObjectStore, WriteOptions } from './object-store';
import { createSendCommand, type S3Place } from './send-command';

export type { S3Place } from './send-command';

const headerInput = ( headers: ObjectHeaders ) => ( {
	ContentType: headers.contentType,
	...( headers.cacheControl === undefined
		? {}
		: { CacheControl: headers.cacheControl } ),
	...( headers.contentEncoding === undefined
		? {}
		: { ContentEncoding: headers.contentEncoding } ),
} );

const conditionInput = ( only: WriteOptions[ 'only' ] ) => {
	if ( only === undefined ) {
		return {};
	}
	return only === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: only.etag };
};

const isMissingKey = ( error: unknown ): boolean =>
	AetherError.isInstance( error ) && error.details.storeCode === 'NoSuchKey';

/**
 * A bucket behind an S3 API: R2, S3, MinIO and their like.
 *
 * @param runtime
 * @param place
 */
export function openS3Store(
	runtime: ProviderRuntime,
	place: S3Place
): ObjectStore {
	const { send, sha256 } = createSendCommand( runtime, place );
	const Bucket = place.bucket;

	const get: ObjectStore[ 'get' ] = async ( Key, { signal, largest } ) => {
		try {
			const answer = await send(
				new GetObjectCommand( { Bucket, Key } ),
				{
					signal,
				}
			);
			if ( ( answer.ContentLength ?? 0 ) > largest ) {
				throw new AetherError(
					'integrity_failed',
					`The object ${ Key } is larger than it can be.`
				);
			}
			const body = await answer.Body?.transformToByteArray();
			return {
				body: body ?? new Uint8Array(),
				etag: answer.ETag ?? '',
			};
		} catch ( error ) {
			signal.throwIfAborted();
			if ( isMissingKey( error ) ) {
				return null;
			}
			throw error;
		}
	};

	const put: ObjectStore[ 'put' ] = async ( Key, body, options ) => {
		const { signal, headers, only, onProgress } = options;
		if ( body.size > LARGEST_SINGLE_PUT ) {
			const upload = {
				send,
				clock: runtime.clock,
				place: { Bucket, Key },
				headers: headerInput( headers ),
			};
			return { etag: await putInParts( upload, body, options ) };
		}
		const { ETag = '' } = await send(
			new PutObjectCommand( {
				Bucket,
				Key,
				Body: new Uint8Array( await body.arrayBuffer() ),
				...headerInput( headers ),
				...conditionInput( only ),
			} ),
			{ signal }
		);
		onProgress?.( body.size );
		return { etag: ETag };
	};

	const list: ObjectStore[ 'list' ] = async function* ( Prefix, options ) {
		let ContinuationToken: string | undefined;
		for ( let page = 0; page < MOST_LIST_PAGES; page++ ) {
			const answer = await send(
				new ListObjectsV2Command( {
					Bucket,
					Prefix,
					MaxKeys: KEYS_PER_REQUEST,
					...( ContinuationToken === undefined
						? {}
						: { ContinuationToken } ),
				} ),
				options
			);
			for ( const { Key, LastModified, Size } of answer.Contents ?? [] ) {
				if ( Key !== undefined ) {
					yield {
						key: Key,
						modifiedAt: LastModified?.getTime() ?? 0,
						size: Size ?? 0,
					};
				}
			}
			if (
				! answer.IsTruncated ||
				answer.NextContinuationToken === undefined
			) {
				return;
			}
			ContinuationToken = answer.NextContinuationToken;
		}
		throw new AetherError(
			'remote_failed',
			'The listing of the bucket does not end.'
		);
	};

	const remove: ObjectStore[ 'remove' ] = async ( keys, options ) => {
		for ( let at = 0; at < keys.length; at += KEYS_PER_REQUEST ) {
			const batch = keys.slice( at, at + KEYS_PER_REQUEST );
			const { Errors = [] } = await send(
				new DeleteObjectsCommand( {
					Bucket,
					Delete: {
						Objects: batch.map( ( Key ) => ( { Key } ) ),
						Quiet: true,
					},
				} ),
				options
			);
			if ( Errors.length > 0 ) {
				throw new AetherError(
					'remote_failed',
					`The object store kept ${ Errors.length } of ${ batch.length } objects that were to be removed.`
				);
			}
		}
	};

	return { get, put, sha256, list, remove };
}
