import type { SiteEnvironment } from '@aether/publish-engine';
import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { RefObject } from 'react';
import { ChooseProviders } from './choose-providers';
import { isActive, isTidying, type PublishState } from './publish-state';

interface PublishActionsProps {
	readonly state: PublishState;
	/** Ids of those that are switched on. */
	readonly providerIds: readonly string[];
	readonly environments: readonly SiteEnvironment[];
	readonly canStart: boolean;
	readonly canPreview: boolean;
	readonly hasUnsavedChanges: boolean;
	readonly onPublish: ( only?: readonly string[] ) => void;
	readonly onPreview: () => void;
	readonly onCancel: () => void;
	/** Of the button that starts a preview. */
	readonly previewButton: RefObject< HTMLButtonElement >;
}

/**
 * What a person can press.
 *
 * @param props
 */
export function PublishActions( props: PublishActionsProps ) {
	const { state, providerIds, canStart } = props;
	const isRunning = isActive( state ) && ! isTidying( state );
	return (
		<p className="aether-actions">
			<Button
				variant="primary"
				__next40pxDefaultSize
				onClick={ () => props.onPublish() }
				isBusy={ isRunning }
				disabled={ ! canStart }
				accessibleWhenDisabled
			>
				{ __( 'Publish', 'aether-site-exporter' ) }
			</Button>
			{ isRunning ? (
				<Button
					variant="secondary"
					__next40pxDefaultSize
					onClick={ props.onCancel }
				>
					{ __( 'Cancel', 'aether-site-exporter' ) }
				</Button>
			) : (
				<>
					<Button
						ref={ props.previewButton }
						variant="secondary"
						__next40pxDefaultSize
						onClick={ props.onPreview }
						disabled={ ! props.canPreview }
						accessibleWhenDisabled
					>
						{ __( 'Preview changes', 'aether-site-exporter' ) }
					</Button>
					{ providerIds.length > 1 && (
						<ChooseProviders
							providerIds={ providerIds }
							environments={ props.environments }
							onPublish={ props.onPublish }
							disabled={ ! canStart }
						/>
					) }
				</>
			) }
			{ props.hasUnsavedChanges && (
				<span>
					{ __( 'Save your changes first.', 'aether-site-exporter' ) }
				</span>
			) }
		</p>
	);
}
