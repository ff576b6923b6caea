import type { SiteRest } from '@aether/publish-engine';
import { Button, Card, CardBody, ExternalLink } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Settings } from '../settings/use-settings';
import { BudgetField, readBudget } from './budget-field';
import { announcementFor, BundleOutcome } from './bundle-outcome';
import { type BundleChoice, describeChoice, NOTHING_CHOSEN } from './choice';
import { ChoiceDialog } from './choice-dialog';
import { type BundleWork, useBundle } from './use-bundle';

interface BundleCardProps {
	readonly rest: SiteRest;
	/** What the settings say; absent: nothing was chosen. */
	readonly choice?: BundleChoice | undefined;
	/** Absent for who may not. */
	readonly onChoose?: Settings[ 'saveBundle' ] | undefined;
	/** Default: the engine's. */
	readonly work?: BundleWork | undefined;
}

/**
 * The site as a file that opens in WordPress Playground.
 *
 * @param props
 */
export function BundleCard( props: BundleCardProps ) {
	const { work, rest, choice = NOTHING_CHOSEN, onChoose } = props;
	const { state, download, measure, cancel } = useBundle( work );
	const [ text, setText ] = useState( '' );
	const [ isChoosing, setIsChoosing ] = useState( false );
	const budget = readBudget( text );
	const isRunning = state.status === 'running';
	const isMeasuring = state.status === 'measuring';
	const isBusy = isRunning || isMeasuring;
	const start = ( task: ( bytes: number | undefined ) => void ) => () => {
		if ( budget !== null ) {
			task( budget );
		}
	};
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
						{ __( 'About Playground', 'aether-site-exporter' ) }
					</ExternalLink>
				</p>
				<p>{ describeChoice( choice ) }</p>
				<BudgetField value={ text } onChange={ setText } />
				<p className="aether-actions">
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ start( download ) }
						isBusy={ isRunning }
						disabled={ isBusy || budget === null }
						accessibleWhenDisabled
					>
						{ __( 'Download bundle', 'aether-site-exporter' ) }
					</Button>
					<Button
						variant="tertiary"
						__next40pxDefaultSize
						onClick={ start( measure ) }
						isBusy={ isMeasuring }
						disabled={ isBusy || budget === null }
						accessibleWhenDisabled
					>
						{ __( 'Show size', 'aether-site-exporter' ) }
					</Button>
					{ onChoose && (
						<Button
							variant="tertiary"
							__next40pxDefaultSize
							onClick={ () => setIsChoosing( true ) }
							disabled={ isBusy }
							accessibleWhenDisabled
						>
							{ __(
								'Choose content and plugins…',
								'aether-site-exporter'
							) }
						</Button>
					) }
					{ isBusy && (
						<Button
							variant="tertiary"
							__next40pxDefaultSize
							onClick={ cancel }
						>
							{ isRunning
								? __(
										'Cancel download',
										'aether-site-exporter'
									)
								: __( 'Cancel', 'aether-site-exporter' ) }
						</Button>
					) }
				</p>
				<p className="screen-reader-text" role="status">
					{ announcementFor( state ) }
				</p>
				<BundleOutcome state={ state } />
				{ isChoosing && onChoose && (
					<ChoiceDialog
						rest={ rest }
						stored={ choice }
						onSave={ onChoose }
						onClose={ () => setIsChoosing( false ) }
					/>
				) }
			</CardBody>
		</Card>
	);
}
