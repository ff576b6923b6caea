import type { OperationOptions } from '@aether/provider-sdk';

/** What the blueprint says of the site before any content. */
export interface BundleFacts {
	readonly title: string;
	readonly description: string;
	/** As WordPress names it: `de_DE`. */
	readonly language: string;
	/** Major and minor: `7.1`. */
	readonly wordPress: string;
	/** Major and minor: `8.3`. */
	readonly php: string;
	/** Directories below wp-content/themes, the parent before the child. */
	readonly themes: readonly string[];
	/** Files of the chosen plugins: `slug/slug.php`, in the order in which a copy activates them. */
	readonly plugins: readonly string[];
	/** What chosen plugins require and nobody chose; WordPress would not activate them in a copy. */
	readonly unmet: readonly {
		/** File of the plugin. */
		readonly plugin: string;
		/** Slug of the one that it requires. */
		readonly requires: string;
	}[];
	/** Files of active plugins that nobody chose. */
	readonly leftAtHome: readonly string[];
	/** Files of plugins that WordPress always loads; none of them travels. */
	readonly mustUse: readonly string[];
	/** Options in which something is empty in a copy, since it is named like a secret or is an address of e-mail. */
	readonly emptied: readonly {
		readonly option: string;
		/** The names that lead there, never what stood there: `mail.smtp_pass`. */
		readonly values: readonly string[];
	}[];
	/** Approved comments on entries that travel, of types that do not. */
	readonly unsaid: readonly {
		/** As a plugin calls it: `review`. */
		readonly type: string;
		readonly count: number;
	}[];
	/** Bytes of files that the bundle may hold before compression; the largest media are left out beyond it. */
	readonly budget: number;
}

/** A file below wp-content, or of the importer. */
export interface BundleFile {
	readonly path: string;
	/** Bytes. */
	readonly size: number;
}

export interface BundleCodeFile extends BundleFile {
	/** `themes/<slug>`, `plugins/<slug>`, `plugins/<file>.php`, `languages` or `importer`. */
	readonly package: string;
}

/** A version of a plugin that wordpress.org gives out, in exactly the files that the site runs. */
export interface DirectoryPlugin {
	readonly slug: string;
	readonly version: string;
}

/** The programs of a copy. */
export interface BundleCode {
	readonly files: readonly BundleCodeFile[];
	/** Named in the blueprint instead of being carried. */
	readonly fromDirectory: readonly DirectoryPlugin[];
	/** Files of plugins that a person took for such, and that are not: they are carried. */
	readonly notFromDirectory: readonly string[];
	/** Names of packages that should be there, and of which the disk has nothing. */
	readonly missing: readonly string[];
}

/** What content refers to. */
export interface MediaReferences {
	/** Ids by which WordPress shows an attachment. */
	readonly ids: readonly number[];
	/** Ids beside an address, perhaps from another site: not of what was uploaded to an entry that nobody may read. */
	readonly hints: readonly number[];
	/** Ids of entries that show what was uploaded to them. */
	readonly parents: readonly number[];
	/** Paths below the uploads folder. */
	readonly paths: readonly string[];
}

export interface BundleMedia {
	/** Records of attachments, each a line of JSON. */
	readonly items: readonly string[];
	readonly files: readonly BundleFile[];
	/** Paths below wp-content of what should be among the files, and cannot. */
	readonly missing: readonly string[];
}

/** Which of the public content travels: all of it, or these with what they need to be shown. */
export type ContentChoice =
	| 'all'
	| {
			/** Of these every entry travels. */
			readonly postTypes: readonly string[];
			/** Ids of entries that travel besides. */
			readonly entries: readonly number[];
	  };

export interface BundleContentOptions extends OperationOptions {
	/** Default: what the site's settings say. */
	readonly choice?: ContentChoice | undefined;
}

/** What a Playground bundle of the site is made of. */
export interface BundleSource {
	facts: ( options: BundleContentOptions ) => Promise< BundleFacts >;
	/** Records, each a line of JSON, in the same order each time. */
	listContent: ( options: BundleContentOptions ) => AsyncIterable< string >;
	/** At most 200 of each kind at once. */
	findMedia: (
		references: MediaReferences,
		options: BundleContentOptions
	) => Promise< BundleMedia >;
	listCode: ( options: OperationOptions ) => Promise< BundleCode >;
	/**
	 * The first of these files, as many as the site likes to give at once, and at least one. All of them are from the
	 * two lists above.
	 */
	readFiles: (
		paths: readonly string[],
		options: OperationOptions
	) => Promise< ReadonlyMap< string, Uint8Array< ArrayBuffer > > >;
}
