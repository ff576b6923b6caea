import type { ConnectionTest, OperationOptions } from '@aether/provider-sdk';
import type { ConnectionDraft } from '../../host/connection';
import { siteRest } from '../../host/site-rest';

export interface ConnectionApi {
	readonly test: (
		draft: ConnectionDraft,
		options: OperationOptions
	) => Promise< ConnectionTest >;
	readonly allowThisSite: (
		draft: ConnectionDraft,
		options: OperationOptions
	) => Promise< void >;
}

const load = () =>
	import( /* webpackChunkName: "connection" */ '../../host/connection' );

/** Asks the providers themselves. */
export const pageConnection: ConnectionApi = {
	test: async ( draft, options ) =>
		( await load() ).testConnection( siteRest, draft, options ),
	allowThisSite: async ( draft, options ) =>
		( await load() ).allowThisSite( siteRest, draft, options ),
};
