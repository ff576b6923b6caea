import type { SiteRules } from '@aether/publish-engine';
import { __ } from '@wordpress/i18n';

export type RuleListName = keyof Pick<
	SiteRules,
	| 'includePages'
	| 'excludePages'
	| 'includeAssets'
	| 'excludeAssets'
	| 'queryPages'
>;

export interface RuleList {
	readonly name: RuleListName;
	readonly label: string;
	readonly help: string;
	/** What its patterns are counted against; null where the inventory cannot know. */
	readonly counts: 'pages' | 'assets' | null;
}

/** A function, because translations arrive after this file. */
export const ruleLists = (): readonly RuleList[] => [
	{
		name: 'excludePages',
		label: __( 'Leave out these pages', 'aether-site-exporter' ),
		help: __(
			'They are not published, even when another rule adds them.',
			'aether-site-exporter'
		),
		counts: 'pages',
	},
	{
		name: 'includePages',
		label: __( 'Publish these pages only', 'aether-site-exporter' ),
		help: __(
			'Empty: every public page. Feeds and sitemaps count as pages.',
			'aether-site-exporter'
		),
		counts: 'pages',
	},
	{
		name: 'excludeAssets',
		label: __( 'Leave out these files', 'aether-site-exporter' ),
		help: __(
			'Images, styles, scripts and downloads.',
			'aether-site-exporter'
		),
		counts: 'assets',
	},
	{
		name: 'includeAssets',
		label: __( 'Publish these files only', 'aether-site-exporter' ),
		help: __(
			'Empty: every file that a published page needs.',
			'aether-site-exporter'
		),
		counts: 'assets',
	},
	{
		name: 'queryPages',
		label: __(
			'Addresses with a query that are pages',
			'aether-site-exporter'
		),
		help: __(
			'For example /?lang=*. Without a rule, what stands behind a question mark is not followed.',
			'aether-site-exporter'
		),
		counts: null,
	},
];

/**
 * Patterns as a person types them: one per line.
 *
 * @param patterns
 */
export const toText = ( patterns: readonly string[] | undefined ): string =>
	( patterns ?? [] ).join( '\n' );

export const toPatterns = ( text: string ): readonly string[] => [
	...new Set(
		text
			.split( '\n' )
			.map( ( line ) => line.trim() )
			.filter( Boolean )
	),
];
