import { __, sprintf } from '@wordpress/i18n';
import { formatBytes, formatDate, formatDuration } from '../format';
import type { Measure } from './statistics-api';

interface HistoryChartProps {
	/** Oldest first. */
	readonly measures: readonly Measure[];
}

const BAR = 10;
const GAP = 4;
const HEIGHT = 48;

/**
 * How long the last publishes took, and how much they sent: two rows of bars, each of which says its values.
 *
 * @param props
 * @param props.measures
 */
export function HistoryChart( { measures }: HistoryChartProps ) {
	if ( measures.length < 2 ) {
		return null;
	}
	return (
		<div className="aether-charts">
			<Bars
				title={ __( 'Duration', 'aether-site-exporter' ) }
				measures={ measures }
				valueOf={ ( { durationMs } ) => durationMs }
				format={ formatDuration }
			/>
			<Bars
				title={ __( 'Sent', 'aether-site-exporter' ) }
				measures={ measures }
				valueOf={ ( { bytes } ) => bytes }
				format={ formatBytes }
			/>
		</div>
	);
}

interface BarsProps extends HistoryChartProps {
	readonly title: string;
	readonly valueOf: ( measure: Measure ) => number;
	readonly format: ( value: number ) => string;
}

function Bars( { title, measures, valueOf, format }: BarsProps ) {
	const largest = Math.max( 1, ...measures.map( valueOf ) );
	const width = measures.length * ( BAR + GAP );
	const label = sprintf(
		/* translators: 1: what is measured. 2: the largest value. 3: the last value. */
		__( '%1$s: at most %2$s, last %3$s', 'aether-site-exporter' ),
		title,
		format( largest ),
		format( valueOf( measures[ measures.length - 1 ] as Measure ) )
	);
	return (
		<figure className="aether-chart">
			<figcaption>{ label }</figcaption>
			<svg
				role="img"
				aria-label={ label }
				width={ width }
				height={ HEIGHT }
				viewBox={ `0 0 ${ width } ${ HEIGHT }` }
			>
				{ measures.map( ( measure, index ) => {
					const height = Math.max(
						1,
						( valueOf( measure ) / largest ) * HEIGHT
					);
					return (
						<rect
							key={ measure.id }
							x={ index * ( BAR + GAP ) }
							y={ HEIGHT - height }
							width={ BAR }
							height={ height }
						>
							<title>
								{ `${ formatDate(
									measure.startedAt
								) }: ${ format( valueOf( measure ) ) }` }
							</title>
						</rect>
					);
				} ) }
			</svg>
		</figure>
	);
}
