import {
	Button,
	Card,
	CardBody,
	ExternalLink,
	ProgressBar,
} from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { formatBytes, formatPercent } from '../format';
import { FindingsList } from '../publishing/findings-list';
import {
	type BundleDownloadState,
	type MakeBundle,
	useBundleDownload,
} from './use-bundle-download';

interface BundleCardProps {
	/** Default: the engine's. */
	readonly makeBundle?: MakeBundle | undefined;
}

/**
 * The site as a file that opens in WordPress Playground.
 *
 * @param props
 * @param props.makeBundle
 */
export function BundleCard( { makeBundle }: BundleCardProps ) {
	const { state, start, cancel } = useBundleDownload( makeBundle );
	const isRunning = state.status === 'running';
	return (
		<Card
			as="section"
			className="aether-card"
			aria-labelledby="aether-bundle"
		>
			<CardBody>
				<h2 id="aether-bundle">
					{ __( 'Take a copy along', 'aether-site-exporter' ) }
				</h2>
				<p>
					{ __(
						'Download this site as a bundle that opens in WordPress Playground, where everybody can look around and edit without changing anything here. It holds public content, the theme and the media in use; no drafts, no accounts, no secrets.',
						'aether-site-exporter'
					) }{ ' ' }
					<ExternalLink href="https://playground.wordpress.net/">
						{ __( 'WordPress Playground', 'aether-site-exporter' ) }
					</ExternalLink>
				</p>
				<p className="aether-actions">
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ start }
						isBusy={ isRunning }
						disabled={ isRunning }
						accessibleWhenDisabled
					>
						{ __( 'Download bundle', 'aether-site-exporter' ) }
					</Button>
					{ isRunning && (
						<Button
							variant="tertiary"
							__next40pxDefaultSize
							onClick={ cancel }
						>
							{ __( 'Cancel download', 'aether-site-exporter' ) }
						</Button>
					) }
				</p>
				<p className="screen-reader-text" role="status">
					{ announcementFor( state ) }
				</p>
				<Outcome state={ state } />
			</CardBody>
		</Card>
	);
}

function Outcome( { state }: { readonly state: BundleDownloadState } ) {
	switch ( state.status ) {
		case 'idle':
			return null;
		case 'running':
			return (
				<div className="aether-progress__row">
					<span>
						{ __(
							'Gathering content, theme and media…',
							'aether-site-exporter'
						) }
					</span>
					<ProgressBar
						className="aether-progress__bar"
						aria-label={ __(
							'Progress of the bundle',
							'aether-site-exporter'
						) }
						{ ...( state.fraction === null
							? {}
							: { value: state.fraction * 100 } ) }
					/>
					<span
						className="aether-progress__note"
						title={ state.caption }
					>
						{ [
							state.fraction === null
								? ''
								: formatPercent( state.fraction ),
							state.caption,
						]
							.filter( Boolean )
							.join( ' · ' ) }
					</span>
				</div>
			);
		case 'failed':
			return <ErrorNotice error={ state.error } />;
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

function announcementFor( state: BundleDownloadState ): string {
	switch ( state.status ) {
		case 'idle':
			return '';
		case 'running':
			return __( 'The bundle is being made.', 'aether-site-exporter' );
		case 'failed':
			return __(
				'The bundle could not be made.',
				'aether-site-exporter'
			);
		case 'saved':
			return sprintf(
				/* translators: 1: name of a file. 2: its size. */
				__( '%1$s was saved, %2$s.', 'aether-site-exporter' ),
				state.name,
				formatBytes( state.size )
			);
	}
}
