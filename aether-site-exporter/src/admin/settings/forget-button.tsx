import { Button, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';

interface ForgetButtonProps {
	readonly name: string;
	readonly onForget: () => void;
}

/**
 * Removes an instance of a provider, after a question.
 *
 * @param props
 * @param props.name
 * @param props.onForget
 */
export function ForgetButton( { name, onForget }: ForgetButtonProps ) {
	const [ isAsking, setIsAsking ] = useState( false );
	const close = () => setIsAsking( false );
	return (
		<>
			<Button
				variant="tertiary"
				isDestructive
				__next40pxDefaultSize
				onClick={ () => setIsAsking( true ) }
			>
				{ __( 'Remove…', 'aether-site-exporter' ) }
			</Button>
			{ isAsking && (
				<Modal
					title={ sprintf(
						/* translators: %s: name of a provider. */
						__( 'Remove “%s”?', 'aether-site-exporter' ),
						name
					) }
					onRequestClose={ close }
					className="aether-dialog"
				>
					<p>
						{ __(
							'Its settings and secrets are deleted here. What was published there stays where it is.',
							'aether-site-exporter'
						) }
					</p>
					<p className="aether-actions">
						<Button
							variant="primary"
							isDestructive
							__next40pxDefaultSize
							onClick={ () => {
								close();
								onForget();
							} }
						>
							{ __( 'Remove', 'aether-site-exporter' ) }
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
