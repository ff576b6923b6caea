import type { TargetPath } from '@aether/provider-sdk';
import type { PathPlan, SiteAddresses } from '../addresses';
import type { ResourceKind } from './frontier';
import type { RedirectMap } from './redirect-map';
import type { PackedReferences, ReferenceArena } from './reference-arena';

/** One body that the site answered with. The bytes are in the content store. */
export interface RenderedResource {
	/** Canonical. */
	readonly url: string;
	readonly kind: ResourceKind;
	readonly path: TargetPath;
	readonly contentType: string;
	/** Set for a file that every reference of the site names with a version: `?ver=6.8`. */
	readonly isVersioned?: true;
	/** Set for a document that is published in a gzip file; the content store has it unpacked. */
	readonly isGzipped?: true;
	/** Lower-case hex, of the body as it was rendered. */
	readonly sha256: string;
	/** Bytes. */
	readonly size: number;
	/** Null when there is nothing to rewrite. */
	readonly references: PackedReferences | null;
}

/** The site as an anonymous visitor sees it, before it is written for any target. */
export interface RenderedSite {
	readonly addresses: SiteAddresses;
	/** In the order of their URLs. */
	readonly resources: readonly RenderedResource[];
	readonly redirects: RedirectMap;
	readonly paths: PathPlan;
	readonly arena: ReferenceArena;
	/** The file that answers for what is missing. */
	readonly notFound?: TargetPath;
	/** Resources that a visitor goes to. */
	readonly pageCount: number;
}
