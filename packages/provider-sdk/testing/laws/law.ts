import { isAbortError } from '../../src/errors';
import { createTestManifest } from '../test-files';
import type {
	DeploymentManifest,
	DeploymentReceipt,
	DeploymentTarget,
	PublishFile,
	TargetPath,
	TransferPlan,
} from '../../src/types';
import type { BackendFile } from '../memory-target';

/** What the laws need of a target: a way to open it, and eyes of their own on the place behind it. */
export interface TargetUnderTest {
	/** Opens a deployment as a new run does. The place behind it stays the same within one law. */
	readonly createTarget: () => Promise< DeploymentTarget > | DeploymentTarget;
	/**
	 * What a visitor gets now, by path, read past the target: from the disk, the bucket, the repository. Bodies are
	 * compared; content types too where they are given.
	 */
	readonly readBackend: () =>
		| Promise< ReadonlyMap< string, BackendFile > >
		| ReadonlyMap< string, BackendFile >;
	/** Puts a file there that no deployment of ours knows of. Without it, one law cannot be asked. */
	readonly putForeign?: (
		path: string,
		body: Uint8Array
	) => Promise< void > | void;
	/** Makes the place answer every request with a status, until called with null. Without it, one law cannot be asked. */
	readonly answerWith?: ( status: number | null ) => Promise< void > | void;
	/** Values that no error and no log entry may contain, and where the log is. Without it, one law cannot be asked. */
	readonly secrets?: {
		readonly values: readonly string[];
		readonly readLog: () => string;
	};
	/**
	 * Paths that the place itself cannot hold, where its host says so: `prepare()` then rejects with `path_rejected`
	 * and names one. Default: none.
	 */
	readonly refusesPath?: ( path: string ) => boolean;
	/** False for a place from which nothing can be removed. Default: true. */
	readonly removesFiles?: boolean;
	/** The largest number of files that the target sends or lists at once; one more is published. Default: 100. */
	readonly batchSize?: number;
}

export interface LawText {
	/** Short and stable: `atomic`. */
	readonly id: string;
	/** The law itself. */
	readonly title: string;
	/** What happens to people when it is broken. */
	readonly why: string;
}

export interface Law extends LawText {
	/** Whether the target brings what the law needs. Default: always. */
	readonly appliesTo?: ( target: TargetUnderTest ) => boolean;
	/** Rejects with a `LawViolation`, or with what the target itself rejects with. */
	readonly check: ( target: TargetUnderTest ) => Promise< void >;
}

/** Says in words what was expected and what was found. */
export class LawViolation extends Error {
	override readonly name = 'LawViolation';
}

/**
 * @param condition
 * @param message   What was found instead.
 */
export function demand(
	condition: boolean,
	message: string
): asserts condition {
	if ( ! condition ) {
		throw new LawViolation( message );
	}
}

/** A signal that nobody aborts. */
export const calm = (): AbortSignal => new AbortController().signal;

export interface Published {
	readonly manifest: DeploymentManifest;
	readonly plan: TransferPlan;
	readonly receipt: DeploymentReceipt;
	readonly target: DeploymentTarget;
}

/**
 * The whole road of one deployment, as the engine walks it.
 *
 * @param subject
 * @param files
 */
export async function publish(
	subject: TargetUnderTest,
	files: readonly PublishFile[] | Readonly< Record< string, string > >
): Promise< Published > {
	const target = await subject.createTarget();
	const manifest = await createTestManifest( files, {
		baseUrl: target.baseUrl,
	} );
	const signal = calm();
	const plan = await target.prepare( manifest, { signal } );
	await putAll( target, manifest, plan, signal );
	const receipt = await target.finalize( { signal } );
	return { manifest, plan, receipt, target };
}

/**
 * Sends the planned files, as many at once as the target allows.
 *
 * @param target
 * @param manifest
 * @param plan
 * @param signal
 */
export async function putAll(
	target: DeploymentTarget,
	manifest: DeploymentManifest,
	plan: TransferPlan,
	signal: AbortSignal
): Promise< void > {
	const queue = plan.uploads.map( ( { path } ) => fileOf( manifest, path ) );
	const work = async () => {
		for ( let file = queue.shift(); file; file = queue.shift() ) {
			await target.put( file, { signal } );
		}
	};
	await Promise.all( Array.from( { length: target.maxConcurrency }, work ) );
}

/**
 * @param manifest
 * @param path
 */
export function fileOf(
	manifest: DeploymentManifest,
	path: string
): PublishFile {
	const file = manifest.files.get( path as TargetPath );
	demand(
		file !== undefined,
		`the plan names ${ path }, which is not in the manifest`
	);
	return file;
}

/**
 * Demands that visitors get exactly these files, besides those of others.
 *
 * @param subject
 * @param manifest
 * @param foreign  Paths that others put there.
 */
export async function demandPublished(
	subject: TargetUnderTest,
	manifest: DeploymentManifest,
	foreign: readonly string[] = []
): Promise< void > {
	const visible = await subject.readBackend();
	for ( const file of manifest.files.values() ) {
		const found = visible.get( file.path );
		demand( found !== undefined, `a visitor does not get ${ file.path }` );
		const body = new Uint8Array(
			await ( await file.open() ).arrayBuffer()
		);
		demand(
			equalBytes( found.body, body ),
			`a visitor gets other bytes for ${ file.path }: ${ found.body.length } instead of ${ body.length }`
		);
		demand(
			found.contentType === undefined ||
				normaliseType( found.contentType ) ===
					normaliseType( file.contentType ),
			`a visitor gets ${ file.path } as ${ found.contentType } instead of ${ file.contentType }`
		);
	}
	if ( subject.removesFiles === false ) {
		return;
	}
	for ( const path of visible.keys() ) {
		demand(
			manifest.files.has( path as TargetPath ) ||
				foreign.includes( path ),
			`a visitor still gets ${ path }, which is not on the site any more`
		);
	}
}

/**
 * What visitors get, as text that two moments can be compared by.
 *
 * @param subject
 */
export async function photograph(
	subject: TargetUnderTest
): Promise< string > {
	const visible = [ ...( await subject.readBackend() ) ].map(
		( [ path, { body, contentType } ] ) =>
			`${ path } ${ contentType ?? '' } ${ toBinary( body ) }`
	);
	return visible.sort().join( '\n' );
}

/**
 * Demands that a call rejects because of its signal: with the signal's reason, or an `AbortError`.
 *
 * @param call
 * @param signal
 * @param what   Opens the sentence: `put()`.
 */
export async function demandAborted(
	call: () => Promise< unknown >,
	signal: AbortSignal,
	what: string
): Promise< void > {
	const outcome = await settle( call );
	demand(
		outcome.error !== undefined,
		`${ what } resolved though its signal was aborted`
	);
	demand(
		outcome.error === signal.reason || isAbortError( outcome.error ),
		`${ what } rejected with something other than the abort: ${ describeError(
			outcome.error
		) }`
	);
}

/**
 * @param call
 * @return `error` is undefined when it resolved.
 */
export async function settle(
	call: () => Promise< unknown >
): Promise< { readonly error: unknown } > {
	try {
		await call();
		return { error: undefined };
	} catch ( error ) {
		return { error: error ?? new Error( 'rejected with nothing' ) };
	}
}

/**
 * @param error
 */
export function describeError( error: unknown ): string {
	if ( error instanceof LawViolation ) {
		return error.message;
	}
	return error instanceof Error
		? `${ error.name }: ${ error.message }`
		: String( error );
}

const normaliseType = ( contentType: string ): string =>
	contentType.toLowerCase().replace( /\s+/g, '' );

const equalBytes = ( one: Uint8Array, other: Uint8Array ): boolean =>
	one.length === other.length &&
	one.every( ( byte, index ) => byte === other[ index ] );

const toBinary = ( bytes: Uint8Array ): string =>
	Array.from( bytes, ( byte ) => String.fromCharCode( byte ) ).join( '' );
