import type { SiteRest } from '@aether/publish-engine';
import { Button, ProgressBar } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useFocusRescue } from '../admin/components/use-focus-rescue';
import { announcementFor } from '../admin/publishing/announcement';
import type { PublishController } from '../admin/publishing/publish-controller';
import { isActive, isTidying } from '../admin/publishing/publish-state';
import { RunningElsewhere } from '../admin/publishing/running-elsewhere';
import {
	cancelElsewhere,
	useRunningPublish,
} from '../admin/publishing/running-publish';
import { usePublishController } from '../admin/publishing/use-publish-controller';
import { PublishFailure } from './publish-failure';

interface SitePublishingProps {
	readonly rest: SiteRest;
	readonly controller: PublishController;
	/** Settings → Aether. */
	readonly settingsUrl: string;
	/** There are edits that are not saved. */
	readonly isDirty: boolean;
	/** False also while nobody knows; a publish that runs can be cancelled all the same. */
	readonly canPublish: boolean;
}

/** An editor stays open for hours; what others publish is seen soon enough. Milliseconds. */
const POLL_MS = 15_000;

/**
 * The publish of the whole site from the editor.
 *
 * @param props
 */
export function SitePublishing( props: SitePublishingProps ) {
	const { controller, rest, canPublish, isDirty } = props;
	const { state, startPublish, cancel } = usePublishController( controller );
	const active = isActive( state );
	const isRunning = active && ! isTidying( state );
	const elsewhere = useRunningPublish( rest, active, POLL_MS );
	// Not the button that publishes: whoever is about to press Cancel would press that instead.
	const words = useFocusRescue< HTMLParagraphElement >(
		`${ state.status } ${ elsewhere === null } ${ canPublish }`
	);
	return (
		<>
			{ elsewhere && (
				<RunningElsewhere
					publish={ elsewhere }
					isBlocked={ isDirty }
					{ ...( canPublish && {
						onCancel: () =>
							cancelElsewhere( rest, elsewhere.id, {
								signal: new AbortController().signal,
							} ),
						onTakeOver: () =>
							void startPublish( {
								takeOver: true,
								...( elsewhere.only && {
									only: elsewhere.only,
								} ),
							} ),
					} ) }
				/>
			) }
			{ /* Above all that comes and goes, so that a second click finds the same button. */ }
			<div className="aether-entry__actions">
				{ ( canPublish || active ) && (
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ () => void startPublish() }
						isBusy={ isRunning }
						disabled={ active || isDirty || elsewhere !== null }
						accessibleWhenDisabled
					>
						{ __( 'Publish the site now', 'aether-site-exporter' ) }
					</Button>
				) }
				{ isRunning && (
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ cancel }
					>
						{ __( 'Cancel', 'aether-site-exporter' ) }
					</Button>
				) }
			</div>
			{ ! active && isDirty && canPublish && (
				<p>
					{ __( 'Save your changes first.', 'aether-site-exporter' ) }
				</p>
			) }
			{ /* The ear hears it from PublishWatch. */ }
			<p ref={ words } tabIndex={ -1 }>
				{ announcementFor( state ) }
			</p>
			{ isRunning && (
				<ProgressBar
					aria-label={ __( 'Total', 'aether-site-exporter' ) }
					value={ state.fraction * 100 }
				/>
			) }
			<PublishFailure
				state={ state }
				historyUrl={ `${ props.settingsUrl }&tab=history` }
			/>
		</>
	);
}
