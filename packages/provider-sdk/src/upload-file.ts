import type {
	OperationOptions,
	ProviderConfig,
	ProviderRuntime,
	PublishFile,
} from './types';

/** What `uploadFile()` is given to send. */
export interface UploadSource {
	/** Path in the published site: POSIX, relative, NFC. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** As a `Content-Type` header, charset included. */
	readonly contentType: string;
	/** Opens the body; each call opens a fresh one. */
	readonly blob: () => Promise< Blob >;
	/** The path. */
	readonly toString: () => string;
}

/** What `uploadFile()` and `deleteFile()` may use besides their arguments. */
export interface UploadContext<
	C extends ProviderConfig = ProviderConfig,
> extends OperationOptions {
	readonly runtime: ProviderRuntime< C >;
	/** One of `DEPLOYMENT_TYPES`. */
	readonly deploymentType: string;
}

/** `{ success: false }` fails as an exception does. Nothing, or anything else, is a success. */
export interface UploadResult {
	readonly success?: boolean;
	/** Words for a person. */
	readonly error?: string;
}

export type UploadFile< C extends ProviderConfig = ProviderConfig > = (
	source: UploadSource,
	destPath: string,
	context: UploadContext< C >
) => Promise< UploadResult | void > | UploadResult | void;

export type DeleteFile< C extends ProviderConfig = ProviderConfig > = (
	destPath: string,
	context: UploadContext< C >
) => Promise< UploadResult | void > | UploadResult | void;

export function toUploadSource(
	file: PublishFile,
	{ signal }: OperationOptions
): UploadSource {
	return {
		path: file.path,
		size: file.size,
		contentType: file.contentType,
		blob: () => file.open( { signal } ),
		toString: () => file.path,
	};
}
