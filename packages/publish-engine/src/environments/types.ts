/** A named set of providers that publish one version of the site: production, staging. */
export interface SiteEnvironment {
	/** Lower-case letters, digits and dashes. */
	readonly id: string;
	readonly name: string;
	/** Ids of configurations; each is in one environment at most. */
	readonly providers: readonly string[];
	/** Where visitors find it, with trailing slash; empty: where each of its providers publishes. */
	readonly baseUrl: string;
	/** `noindex` asks search engines to leave it out. */
	readonly robots: 'as-site' | 'noindex';
}

/** The environment that a provider published for, as the record of the publish keeps it. */
export type PublishedEnvironment = Pick<
	SiteEnvironment,
	'id' | 'name' | 'robots'
>;
