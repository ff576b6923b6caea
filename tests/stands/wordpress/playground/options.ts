import type { ServerOptions } from '../server-process';

/** What the process is sent. */
export interface PlaygroundOptions extends ServerOptions {
	/** The WordPress tree on this machine; PHP sees it as `/wordpress`. */
	readonly directory: string;
	/** Whether the tree is removed when the process ends. */
	readonly temporary: boolean;
	readonly php: '8.1' | '8.2' | '8.3' | '8.4' | '8.5';
	/** PHP processes. With one, WordPress waits for itself on a loopback request. */
	readonly workers: number;
	readonly mounts: ReadonlyArray< {
		readonly hostPath: string;
		readonly vfsPath: string;
	} >;
	/** A bundle that a new WordPress is made from. */
	readonly blueprint?: string;
}
