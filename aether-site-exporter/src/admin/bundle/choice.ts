import type { OperationOptions } from '@aether/provider-sdk';
import { restJson, type SiteRest } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';

/** What a person chose for bundles. With neither types nor entries it is the whole site. */
export interface BundleChoice {
	/** Files of plugins: `slug/slug.php`. */
	readonly plugins: readonly string[];
	/** Those of them that wordpress.org has in the same files, as far as a person knows. */
	readonly fromDirectory: readonly string[];
	/** Names of options that are not WordPress' own. */
	readonly options: readonly string[];
	readonly postTypes: readonly string[];
	/** Ids. */
	readonly entries: readonly number[];
}

export const NOTHING_CHOSEN: BundleChoice = {
	plugins: [],
	fromDirectory: [],
	options: [],
	postTypes: [],
	entries: [],
};

export interface Entry {
	readonly id: number;
	readonly title: string;
}

/** What there is to choose from. */
export interface Choices {
	readonly plugins: readonly {
		readonly file: string;
		readonly name: string;
	}[];
	readonly postTypes: readonly {
		readonly name: string;
		readonly label: string;
		/** Published entries. */
		readonly count: number;
	}[];
	/** Those that were chosen. */
	readonly entries: readonly Entry[];
	/** Whether this person may look at options of plugins, and choose among them. */
	readonly mayChooseOptions: boolean;
}

/** An option as it would travel. */
export interface PluginOption {
	readonly name: string;
	/** Bytes, as it is stored. */
	readonly size: number;
	/** Text, or JSON; its beginning where it is long. */
	readonly value: string;
	readonly isCut: boolean;
	/** Names of what in it would be empty, with dots between; one that is empty itself has none. */
	readonly emptied: readonly string[];
}

/** A choice while a person makes it. */
export interface ChoiceDraft {
	readonly isWhole: boolean;
	readonly plugins: readonly string[];
	readonly fromDirectory: readonly string[];
	readonly options: readonly string[];
	readonly postTypes: readonly string[];
	readonly entries: readonly Entry[];
}

/** Entries that one search shows. */
const MOST_RESULTS = 20;

export const loadChoices = (
	rest: SiteRest,
	options: OperationOptions
): Promise< Choices > =>
	restJson< Choices >( rest, 'aether/v1/bundle/choices', options );

function plainText( html: string ): string {
	const { body } = new DOMParser().parseFromString( html, 'text/html' );
	return body.textContent ?? '';
}

/**
 * Finds public entries by words.
 *
 * @param rest
 * @param words   Without any, nothing is found.
 * @param options
 */
export async function searchEntries(
	rest: SiteRest,
	words: string,
	options: OperationOptions
): Promise< readonly Entry[] > {
	if ( words === '' ) {
		return [];
	}
	const query = new URLSearchParams( {
		type: 'post',
		search: words,
		per_page: String( MOST_RESULTS ),
		_fields: 'id,title',
	} );
	const found = await restJson< readonly Entry[] >(
		rest,
		`wp/v2/search?${ query }`,
		options
	);
	return found.map( ( { id, title } ) => ( {
		id,
		title: plainText( title ),
	} ) );
}

/**
 * Finds options by a part of their names, and those that were chosen.
 *
 * @param rest
 * @param words
 * @param options
 */
export const findOptions = (
	rest: SiteRest,
	words: string,
	options: OperationOptions
): Promise< {
	readonly chosen: readonly PluginOption[];
	readonly found: readonly PluginOption[];
} > =>
	restJson(
		rest,
		`aether/v1/bundle/options?${ new URLSearchParams( { search: words } ) }`,
		options
	);

/**
 * A choice in two or three sentences.
 *
 * @param choice
 */
export function describeChoice( choice: BundleChoice ): string {
	const { plugins, options, postTypes, entries } = choice;
	const content =
		postTypes.length + entries.length === 0
			? __( 'The whole site travels.', 'aether-site-exporter' )
			: sprintf(
					/* translators: 1: number of post types. 2: number of posts and pages. */
					__(
						'Chosen content travels: whole post types: %1$s, single posts and pages: %2$s.',
						'aether-site-exporter'
					),
					formatNumber( postTypes.length ),
					formatNumber( entries.length )
				);
	const code =
		plugins.length === 0
			? __( 'No plugin travels.', 'aether-site-exporter' )
			: sprintf(
					/* translators: %s: number of plugins. */
					__( 'Plugins that travel: %s.', 'aether-site-exporter' ),
					formatNumber( plugins.length )
				);
	const kept =
		options.length === 0
			? ''
			: sprintf(
					/* translators: %s: number of options. */
					__(
						'Options of plugins that travel: %s.',
						'aether-site-exporter'
					),
					formatNumber( options.length )
				);
	return `${ content } ${ code } ${ kept }`.trim();
}
