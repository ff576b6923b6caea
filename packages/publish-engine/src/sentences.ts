/** What a host that speaks another language needs, to say in its own words what the engine says in English. */

/** What the engine says of its own steps. A host that speaks another language has words for each. */
export type SentenceCode =
	| 'no_static_site_provider'
	| 'no_bundle_provider'
	| 'no_edge_provider'
	| 'edge_site_missing'
	| 'unknown_step'
	| 'site_rendered'
	| 'site_gathered'
	| 'static_site_uploaded'
	| 'blueprint_bundle_uploaded'
	| 'edge_functions_deployed';

/** The numbers of a sentence, by name. */
export type SentenceCounts = Readonly< Record< string, number > >;

/** What differs from one finding of a kind to the next: names, addresses, counts. */
export type FindingValues = Readonly< Record< string, string | number > >;
