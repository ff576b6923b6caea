/** The part of a Worker's R2 binding that is used here; nothing in it can write. */
export interface Bucket {
	get: (
		key: string,
		options?: {
			readonly range?: {
				readonly offset: number;
				readonly length: number;
			};
		}
	) => Promise< BucketObject | null >;
}

export interface BucketObject {
	/** When it was written. */
	readonly uploaded: Date;
	readonly body: ReadableStream;
	text: () => Promise< string >;
}

/** What the Worker is deployed with. */
export interface Environment {
	readonly SITE: Bucket;
	/** Path in the bucket below which the site lies; empty, or with a slash at its end. */
	readonly PREFIX?: string;
	/** For how many milliseconds a pointer that was read is taken for the current one, for pages. Default: a second. */
	readonly POINTER_TTL_MS?: string;
}
