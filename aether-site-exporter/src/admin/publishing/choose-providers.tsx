import type { SiteEnvironment } from '@aether/publish-engine';
import { Button, CheckboxControl, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { providerName } from './destinations';

interface ChooseProvidersProps {
	/** Ids of those that are switched on. */
	readonly providerIds: readonly string[];
	readonly environments: readonly SiteEnvironment[];
	readonly onPublish: ( only: readonly string[] ) => void;
	readonly disabled: boolean;
}

/**
 * Publishes to some of the providers.
 *
 * @param props
 */
export function ChooseProviders( props: ChooseProvidersProps ) {
	const { providerIds, onPublish } = props;
	// Those that something can be sent to.
	const environments = props.environments
		.map( ( { id, name, providers } ) => ( {
			id,
			name,
			members: providerIds.filter( ( one ) => providers.includes( one ) ),
		} ) )
		.filter( ( { members } ) => members.length > 0 );
	const [ chosen, setChosen ] = useState< ReadonlySet< string > | null >(
		null
	);
	const close = () => setChosen( null );
	const toggle = ( id: string, isChosen: boolean ) => {
		const next = new Set( chosen );
		if ( isChosen ) {
			next.add( id );
		} else {
			next.delete( id );
		}
		setChosen( next );
	};
	return (
		<>
			<Button
				variant="tertiary"
				__next40pxDefaultSize
				onClick={ () => setChosen( new Set() ) }
				disabled={ props.disabled }
				accessibleWhenDisabled
			>
				{ __( 'Publish only to…', 'aether-site-exporter' ) }
			</Button>
			{ chosen && (
				<Modal
					title={ __( 'Publish only to…', 'aether-site-exporter' ) }
					onRequestClose={ close }
					className="aether-dialog"
				>
					{ environments.length > 0 && (
						<div
							className="aether-actions"
							role="group"
							aria-label={ __(
								'Environments',
								'aether-site-exporter'
							) }
						>
							{ environments.map( ( { id, name, members } ) => (
								<Button
									key={ id }
									variant="secondary"
									__next40pxDefaultSize
									aria-pressed={
										members.length === chosen.size &&
										members.every( ( one ) =>
											chosen.has( one )
										)
									}
									onClick={ () =>
										setChosen( new Set( members ) )
									}
								>
									{ name }
								</Button>
							) ) }
						</div>
					) }
					<fieldset className="aether-choice">
						<legend>
							{ __( 'Providers', 'aether-site-exporter' ) }
						</legend>
						{ providerIds.map( ( id ) => (
							<CheckboxControl
								key={ id }
								__nextHasNoMarginBottom
								label={ providerName( id ) }
								checked={ chosen.has( id ) }
								onChange={ ( isChosen ) =>
									toggle( id, isChosen )
								}
							/>
						) ) }
					</fieldset>
					<p className="aether-actions">
						<Button
							variant="primary"
							__next40pxDefaultSize
							disabled={ chosen.size === 0 }
							accessibleWhenDisabled
							onClick={ () => {
								close();
								onPublish(
									providerIds.filter( ( id ) =>
										chosen.has( id )
									)
								);
							} }
						>
							{ __( 'Publish to these', 'aether-site-exporter' ) }
						</Button>
						<Button
							variant="tertiary"
							__next40pxDefaultSize
							onClick={ close }
						>
							{ __( 'Cancel', 'aether-site-exporter' ) }
						</Button>
					</p>
				</Modal>
			) }
		</>
	);
}
