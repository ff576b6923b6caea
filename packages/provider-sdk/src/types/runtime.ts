import type { ProviderConfig } from './config';
import type { OperationOptions } from './target';

/**
 * A header of answers that came through the site's relay because a page gets none from the host itself: it does not
 * allow this site's pages yet. Requests work, but slower; `Provider.allowOrigin()` may change that.
 */
export const RELAYED_HEADER = 'x-aether-relayed';

export interface Logger {
	debug: (
		message: string,
		fields?: Readonly< Record< string, unknown > >
	) => void;
	warn: (
		message: string,
		fields?: Readonly< Record< string, unknown > >
	) => void;
	error: (
		message: string,
		fields?: Readonly< Record< string, unknown > >
	) => void;
}

export interface Clock {
	/** Milliseconds since the epoch. */
	now: () => number;
	/** Rejects with the signal's reason as soon as it is aborted. */
	sleep: (
		milliseconds: number,
		options: OperationOptions
	) => Promise< void >;
}

export interface SigningScope {
	/** `YYYYMMDD`, UTC. */
	readonly date: string;
	readonly region: string;
	readonly service: 's3';
	/** The sensitive field that holds the secret access key. */
	readonly field: string;
}

/** What one deployed file was, as the target's next plan needs it. */
export interface LedgerEntry {
	readonly sha256: string;
	readonly size: number;
	readonly contentType: string;
}

/**
 * What the last finished deployment of this provider and type put in place, for hosts that cannot be listed. Kept by
 * WordPress, one per provider and deployment type.
 */
export interface DeploymentLedger {
	/** Null when nothing was deployed yet. */
	read: (
		options: OperationOptions
	) => Promise< ReadonlyMap< string, LedgerEntry > | null >;
	write: (
		entries: ReadonlyMap< string, LedgerEntry >,
		options: OperationOptions
	) => Promise< void >;
}

/** What a provider may know of the site that it publishes. */
export interface RuntimeSite {
	readonly name: string;
	/** Public address of the WordPress front page, with trailing slash. */
	readonly homeUrl: string;
	/** Largest request body that WordPress' REST API accepts here, in bytes. */
	readonly maxRequestBytes: number;
}

/** Everything a provider may touch outside itself: swap it, and the provider is testable. */
export interface ProviderRuntime< C extends ProviderConfig = ProviderConfig > {
	readonly providerId: string;
	/** Validated configuration; sensitive fields are absent. */
	readonly config: C;
	readonly site: RuntimeSite;
	/**
	 * Routed by the host: directly, or through the site's relay when the request carries a secret or lacks CORS; the
	 * latter answer has the header `RELAYED_HEADER`.
	 */
	readonly fetch: typeof globalThis.fetch;
	/**
	 * Calls this site's own REST API as the person who publishes.
	 *
	 * @param path Route with its namespace, query included, no leading slash: `my-plugin/v1/files?x=1`.
	 */
	readonly rest: ( path: string, init?: RequestInit ) => Promise< Response >;
	/** An opaque placeholder for a header value; the host puts the secret in where the browser cannot see it. */
	secret: ( field: string ) => string;
	/** A SigV4 signing key, derived where the secret lives: one day, one region, one service. */
	signingKey: (
		scope: SigningScope,
		options: OperationOptions
	) => Promise< Uint8Array >;
	/** @param deploymentType One of `DEPLOYMENT_TYPES`. */
	ledger: ( deploymentType: string ) => DeploymentLedger;
	readonly logger: Logger;
	readonly clock: Clock;
}
