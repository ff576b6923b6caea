/** A provider that the demo publishes to. */
export interface DemoProvider {
	readonly id: string;
	/** Its settings, secrets included. */
	readonly config: Readonly< Record< string, unknown > >;
	/** Names of the secrets among them. */
	readonly secrets: readonly string[];
	/** Where it publishes to. Pages may name it, so another address needs another publish. */
	readonly address: string;
	/** Whether visitors reach the published site there. */
	readonly isSite: boolean;
}

/** A part of the cloud that runs on this machine. */
export interface DemoStand {
	readonly providers: readonly DemoProvider[];
	readonly stop: () => Promise< void >;
}
