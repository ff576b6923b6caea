/** What the starter sends first. */
export interface PlaygroundOptions {
	/** The WordPress tree on this machine; PHP sees it as `/wordpress`. */
	readonly directory: string;
	/** Whether the tree is removed when the process ends. */
	readonly temporary: boolean;
	readonly php: '8.1' | '8.2' | '8.3' | '8.4' | '8.5';
	readonly port: number;
	/** PHP processes. With one, WordPress waits for itself on a loopback request. */
	readonly workers: number;
	readonly mounts: ReadonlyArray< {
		readonly hostPath: string;
		readonly vfsPath: string;
	} >;
	/** A bundle that a new WordPress is made from. */
	readonly blueprint?: string;
}

/** What the process answers, once. */
export type PlaygroundMessage =
	| { readonly kind: 'ready'; readonly url: string }
	| {
			readonly kind: 'failed';
			readonly message: string;
			/** Node's error code, `EADDRINUSE` for a taken port. */
			readonly code?: string;
	  };
