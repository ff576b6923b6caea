import {
	type DeploymentManifest,
	type OperationOptions,
	type TargetPath,
} from '@aether/provider-sdk';
import type { ListedObject, ObjectStore } from '../s3/object-store';
import { unlessDenied } from '../s3/unless-denied';
import { objectEtag } from '../s3/object-etag';
import { type Claim, isOnlyMeaning, readClaim } from './claims';
import { fingerprintOf, sha256Of } from './fingerprint';
import { manifestKey, type PlainManifest } from './manifest';

const PARALLEL_READS = 8;

/** A larger object that a dead run may have left is nobody's: it stays. Bytes. */
const LARGEST_READ = 64 * 1024 * 1024;

/** Listings and objects have times in whole seconds. */
const ONE_SECOND = 1000;

interface Bucket {
	readonly store: ObjectStore;
	/** Empty, or a path with a slash at its end. */
	readonly root: string;
}

/**
 * Looks what a run that died has really put there. What it finished is known then, so that nobody sends it again; what it
 * never sent is forgotten, so that nobody takes a file of others for ours and removes it.
 *
 * @param bucket
 * @param known    Entries of the manifest.
 * @param manifest Of the site that shall be there.
 * @param options
 * @return The entries without those claims that are settled.
 */
export async function settleClaims(
	bucket: Bucket,
	known: PlainManifest,
	manifest: DeploymentManifest,
	options: OperationOptions
): Promise< PlainManifest > {
	const claims = new Map< string, Claim >();
	for ( const [ path, entry ] of known ) {
		const claim = readClaim( entry );
		if ( claim ) {
			claims.set( path, claim );
		}
	}
	if ( claims.size === 0 ) {
		return known;
	}
	const settled = new Map( known );
	const listed = await listClaimed( bucket, claims, options );
	const waiting = claims.entries();
	const work = async (): Promise< void > => {
		for ( const [ path, claim ] of waiting ) {
			const entry = manifest.files.has( path as TargetPath )
				? await findSent(
						bucket,
						path,
						claim,
						listed,
						manifest,
						options
					)
				: await findLeft( bucket, path, claim, listed, options );
			if ( entry === null ) {
				settled.delete( path );
			} else if ( entry !== undefined ) {
				settled.set( path, entry );
			}
		}
	};
	await Promise.all( Array.from( { length: PARALLEL_READS }, work ) );
	return settled;
}

interface ListedClaims {
	/** When the claims were written; milliseconds since the epoch. */
	readonly claimedAt: number;
	readonly objects: ReadonlyMap< string, ListedObject >;
}

/**
 * Null for a key that may list nothing.
 *
 * @param bucket
 * @param bucket.store
 * @param bucket.root
 * @param claims
 * @param options
 */
async function listClaimed(
	{ store, root }: Bucket,
	claims: ReadonlyMap< string, Claim >,
	options: OperationOptions
): Promise< ListedClaims | null > {
	return unlessDenied( options.signal, async () => {
		const objects = new Map< string, ListedObject >();
		let claimedAt = Infinity;
		for await ( const object of store.list( root, options ) ) {
			const path = object.key.slice( root.length );
			if ( object.key === manifestKey( root ) ) {
				claimedAt =
					Math.floor( object.modifiedAt / ONE_SECOND ) * ONE_SECOND;
			} else if ( claims.has( path ) ) {
				objects.set( path, object );
			}
		}
		return { claimedAt, objects };
	} );
}

/**
 * The fingerprint of a file that a run has sent since it claimed the path; undefined where that is not certain.
 *
 * @param bucket
 * @param bucket.store
 * @param path
 * @param claim
 * @param listed
 * @param manifest
 * @param manifest.files
 * @param options
 */
async function findSent(
	{ store }: Bucket,
	path: string,
	claim: Claim,
	listed: ListedClaims | null,
	{ files }: DeploymentManifest,
	options: OperationOptions
): Promise< string | undefined > {
	const file = files.get( path as TargetPath );
	const object = listed?.objects.get( path );
	if (
		! file ||
		! object ||
		object.modifiedAt < ( listed?.claimedAt ?? Infinity ) ||
		object.size !== file.size
	) {
		return undefined;
	}
	const fingerprint = fingerprintOf( file );
	if ( ! isOnlyMeaning( claim, file, fingerprint ) ) {
		return undefined;
	}
	const inParts = object.etag.includes( '-' );
	const etag = await objectEtag( store, await file.open( options ), inParts );
	return etag === object.etag ? fingerprint : undefined;
}

/**
 * The fingerprint of an object that a run has sent and that the site has no more; null where there is none, or where it
 * is not ours.
 *
 * @param bucket
 * @param bucket.store
 * @param bucket.root
 * @param path
 * @param claim
 * @param claim.was
 * @param claim.may
 * @param listed
 * @param options
 */
async function findLeft(
	{ store, root }: Bucket,
	path: string,
	{ was, may }: Claim,
	listed: ListedClaims | null,
	options: OperationOptions
): Promise< string | null > {
	if ( was !== null ) {
		// It was ours before, whoever wrote it last.
		return was;
	}
	const size = listed ? listed.objects.get( path )?.size : 0;
	if ( size === undefined || size > LARGEST_READ ) {
		return null;
	}
	const found = await store.get( root + path, {
		...options,
		largest: LARGEST_READ,
	} );
	const sha256 = found && ( await store.sha256( found.body ) );
	return may.find( ( one ) => sha256Of( one ) === sha256 ) ?? null;
}
