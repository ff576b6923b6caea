import type { SentenceCode, SentenceCounts } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { formatBytes, formatFiles, formatNumber } from '../format';
import { formatPages } from './counts';

/** Functions, because translations arrive after this file. */
const WORDS: Readonly<
	Record< SentenceCode, ( counts: SentenceCounts ) => string >
> = {
	no_static_site_provider: () =>
		__(
			'No provider is switched on for the static site.',
			'aether-site-exporter'
		),
	no_bundle_provider: () =>
		__(
			'No provider is switched on for the blueprint bundle.',
			'aether-site-exporter'
		),
	no_edge_provider: () =>
		__(
			'No provider is switched on for edge functions.',
			'aether-site-exporter'
		),
	edge_site_missing: () =>
		__(
			'The static site did not arrive where the edge functions would serve it.',
			'aether-site-exporter'
		),
	unknown_step: () =>
		__(
			'Nobody registered this step: the plugin that brings it is not active.',
			'aether-site-exporter'
		),
	site_rendered: ( { pages = 0, files = 0 } ) =>
		sprintf(
			/* translators: 1: number of pages, such as "12 pages". 2: number of files, such as "34 files". */
			__( 'Rendered %1$s, %2$s', 'aether-site-exporter' ),
			formatPages( pages ),
			formatFiles( files )
		),
	site_gathered: ( { content = 0, code = 0, media = 0 } ) =>
		sprintf(
			/* translators: 1: size of the content. 2: size of theme and plugins. 3: size of the media. */
			__(
				'Gathered %1$s of content, %2$s of theme and plugins, %3$s of media',
				'aether-site-exporter'
			),
			formatBytes( content ),
			formatBytes( code ),
			formatBytes( media )
		),
	static_site_uploaded: ( { reached = 0, total = 0 } ) =>
		sprintf(
			/* translators: 1: number of providers that have it. 2: number of all providers. */
			__(
				'Uploaded static site to %1$s/%2$s providers',
				'aether-site-exporter'
			),
			formatNumber( reached ),
			formatNumber( total )
		),
	blueprint_bundle_uploaded: ( { reached = 0, total = 0 } ) =>
		sprintf(
			/* translators: 1: number of providers that have it. 2: number of all providers. */
			__(
				'Uploaded blueprint bundle to %1$s/%2$s providers',
				'aether-site-exporter'
			),
			formatNumber( reached ),
			formatNumber( total )
		),
	edge_functions_deployed: ( { reached = 0, total = 0 } ) =>
		sprintf(
			/* translators: 1: number of providers that have it. 2: number of all providers. */
			__(
				'Deployed edge functions to %1$s/%2$s providers',
				'aether-site-exporter'
			),
			formatNumber( reached ),
			formatNumber( total )
		),
};

/** A log may be of a version that said more than this one. */
interface SaidSentence {
	readonly message: string;
	readonly code?: string;
	readonly counts?: SentenceCounts;
}

const isKnown = ( code: string ): code is SentenceCode =>
	Object.hasOwn( WORDS, code );

/**
 * What the engine says of a step, in the language of the page. Plugins' steps speak for themselves.
 *
 * @param sentence
 * @param sentence.message
 * @param sentence.code
 * @param sentence.counts
 */
export const sentenceWords = ( {
	message,
	code,
	counts = {},
}: SaidSentence ): string =>
	code !== undefined && isKnown( code ) ? WORDS[ code ]( counts ) : message;
