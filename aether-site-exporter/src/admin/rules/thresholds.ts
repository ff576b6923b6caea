import {
	DEFAULT_LARGEST_PAGE_LOSS,
	DEFAULT_SMALLEST_PAGE_SHARE,
	type SiteRules,
} from '@aether/publish-engine';
import { __ } from '@wordpress/i18n';

export type ThresholdName = keyof Pick<
	SiteRules,
	'largestPageLoss' | 'smallestPageShare'
>;

/** A percentage above or below which the checks before a publish say something. */
export interface Threshold {
	readonly name: ThresholdName;
	readonly label: string;
	readonly help: string;
	/** Of settings that an older version wrote. */
	readonly standard: number;
}

/** A function, because translations arrive after this file. */
export const thresholds = (): readonly Threshold[] => [
	{
		name: 'largestPageLoss',
		label: __(
			'Stop when more pages than this are missing (percent)',
			'aether-site-exporter'
		),
		help: __(
			'Compared with the last publish. 0 stops at every page that is gone, 100 at none.',
			'aether-site-exporter'
		),
		standard: DEFAULT_LARGEST_PAGE_LOSS,
	},
	{
		name: 'smallestPageShare',
		label: __(
			'Mention pages smaller than this (percent of the usual size)',
			'aether-site-exporter'
		),
		help: __(
			'A page that lost its content is much smaller than the others. 0 mentions none.',
			'aether-site-exporter'
		),
		standard: DEFAULT_SMALLEST_PAGE_SHARE,
	},
];

export const isThreshold = ( name: string ): name is ThresholdName =>
	thresholds().some( ( threshold ) => threshold.name === name );
