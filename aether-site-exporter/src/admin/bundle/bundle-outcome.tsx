import type { BundleMeasure } from '@aether/publish-engine';
import { ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { formatBytes, formatPercent } from '../format';
import { FindingsList } from '../publishing/findings-list';
import type { BundleState } from './use-bundle';

interface BundleOutcomeProps {
	readonly state: BundleState;
}

/**
 * What becomes of a bundle, or of the question how large it would be.
 *
 * @param props
 * @param props.state
 */
export function BundleOutcome( { state }: BundleOutcomeProps ) {
	switch ( state.status ) {
		case 'idle':
			return null;
		case 'measuring':
			return (
				<Progress
					text={ announcementFor( state ) }
					fraction={ null }
					caption=""
				/>
			);
		case 'running':
			return (
				<Progress
					text={ __(
						'Gathering content, theme and media…',
						'aether-site-exporter'
					) }
					{ ...state }
				/>
			);
		case 'failed':
			return <ErrorNotice error={ state.error } />;
		case 'measured':
			return (
				<>
					<Sizes { ...state.measure } />
					<FindingsList
						findings={ state.measure.findings }
						count={ state.measure.findings.length }
					/>
				</>
			);
		case 'saved':
			return (
				<>
					<p>{ announcementFor( state ) }</p>
					<FindingsList
						findings={ state.findings }
						count={ state.findings.length }
					/>
				</>
			);
	}
}

interface ProgressProps {
	readonly text: string;
	readonly fraction: number | null;
	readonly caption: string;
}

const Progress = ( { text, fraction, caption }: ProgressProps ) => (
	<div className="aether-progress__row">
		<span>{ text }</span>
		<ProgressBar
			className="aether-progress__bar"
			aria-label={ __(
				'Progress of the bundle',
				'aether-site-exporter'
			) }
			{ ...( fraction === null ? {} : { value: fraction * 100 } ) }
		/>
		<span className="aether-progress__note" title={ caption }>
			{ [ fraction === null ? '' : formatPercent( fraction ), caption ]
				.filter( Boolean )
				.join( ' · ' ) }
		</span>
	</div>
);

function Sizes( { sizes, budget }: BundleMeasure ) {
	const rows = [
		[ __( 'Content', 'aether-site-exporter' ), sizes.content ],
		[ __( 'Theme and plugins', 'aether-site-exporter' ), sizes.code ],
		[ __( 'Media', 'aether-site-exporter' ), sizes.media ],
	] as const;
	return (
		<>
			<dl className="aether-bundle__sizes">
				{ rows.map( ( [ name, size ] ) => (
					<div key={ name }>
						<dt>{ name }</dt>
						<dd>{ formatBytes( size ) }</dd>
					</div>
				) ) }
			</dl>
			<p className="aether-field__help">
				{ sprintf(
					/* translators: %s: a size, such as 100 MB. */
					__(
						'Before compression. Theme, plugins and media may take %s together.',
						'aether-site-exporter'
					),
					formatBytes( budget )
				) }
			</p>
		</>
	);
}

/**
 * The state in a sentence.
 *
 * @param state
 */
export function announcementFor( state: BundleState ): string {
	switch ( state.status ) {
		case 'idle':
			return '';
		case 'measuring':
			return __(
				'Content and files are added up…',
				'aether-site-exporter'
			);
		case 'running':
			return __( 'The bundle is being made.', 'aether-site-exporter' );
		case 'failed':
			return __(
				'The bundle could not be made.',
				'aether-site-exporter'
			);
		case 'measured': {
			const { content, code, media } = state.measure.sizes;
			return sprintf(
				/* translators: %s: a size. */
				__( 'The bundle would hold %s.', 'aether-site-exporter' ),
				formatBytes( content + code + media )
			);
		}
		case 'saved':
			return sprintf(
				/* translators: 1: name of a file. 2: its size. */
				__( '%1$s was saved, %2$s.', 'aether-site-exporter' ),
				state.name,
				formatBytes( state.size )
			);
	}
}
