import { Button, ProgressBar } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { LazyPart } from '../components/lazy-part';
import { formatPercent } from '../format';
import type { Preview } from './use-preview';

interface PreviewPanelProps {
	readonly preview: Preview;
}

const loadResult = async () =>
	( await import( /* webpackChunkName: "preview" */ './preview-result' ) )
		.PreviewResult;

/**
 * The dry run while it runs, and what came of it.
 *
 * @param props
 * @param props.preview
 */
export function PreviewPanel( { preview }: PreviewPanelProps ) {
	const { state, close } = preview;
	if ( state.status === 'closed' ) {
		return null;
	}
	const label = __( 'Preview of the changes', 'aether-site-exporter' );
	return (
		<section className="aether-preview" aria-label={ label }>
			<div className="aether-section__header">
				<h3>{ label }</h3>
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					onClick={ close }
				>
					{ state.status === 'running'
						? __( 'Cancel preview', 'aether-site-exporter' )
						: __( 'Close preview', 'aether-site-exporter' ) }
				</Button>
			</div>
			<p className="screen-reader-text" role="status">
				{ announcementFor( state.status ) }
			</p>
			{ state.status === 'running' && (
				<div className="aether-progress__row">
					<span>
						{ __( 'Looking for changes…', 'aether-site-exporter' ) }
					</span>
					<ProgressBar
						className="aether-progress__bar"
						aria-label={ label }
						value={ state.fraction * 100 }
					/>
					<span
						className="aether-progress__note"
						title={ state.caption }
					>
						{ [ formatPercent( state.fraction ), state.caption ]
							.filter( Boolean )
							.join( ' · ' ) }
					</span>
				</div>
			) }
			{ state.status === 'failed' && (
				<ErrorNotice error={ state.error } />
			) }
			{ state.status === 'ready' && (
				<LazyPart load={ loadResult } props={ { plan: state.plan } } />
			) }
		</section>
	);
}

function announcementFor( status: Preview[ 'state' ][ 'status' ] ): string {
	switch ( status ) {
		case 'closed':
			return '';
		case 'running':
			return __(
				'Looking for changes. Nothing is sent.',
				'aether-site-exporter'
			);
		case 'failed':
			return __( 'The preview failed.', 'aether-site-exporter' );
		case 'ready':
			return __( 'The preview is ready.', 'aether-site-exporter' );
	}
}
