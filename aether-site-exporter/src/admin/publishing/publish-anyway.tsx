import type { Finding } from '@aether/publish-engine';
import { Button, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { findingWords } from './finding-words';
import type { PublishState } from './publish-state';

interface PublishAnywayProps {
	readonly state: PublishState;
	/** Takes the codes of the errors that the person saw. */
	readonly onConfirm: ( acceptFindings: readonly string[] ) => void;
}

/** Enough to judge by; the whole list is on the page behind. */
const MOST_SHOWN = 20;

/**
 * @param state
 * @param state.status
 * @param state.error
 * @param state.summary
 * @param state.findings
 * @return The errors that stopped the publish; none when something else did.
 */
function stoppingErrors( {
	status,
	error,
	summary,
	findings,
}: PublishState ): readonly Finding[] {
	const code = error?.code ?? summary?.error?.code;
	return status === 'failed' && code === 'build_rejected'
		? findings.filter(
				( { severity, accepted } ) => severity === 'error' && ! accepted
			)
		: [];
}

/**
 * The way past a rejected build: names what a person takes upon themselves before it begins.
 *
 * @param props
 * @param props.state
 * @param props.onConfirm
 */
export function PublishAnyway( { state, onConfirm }: PublishAnywayProps ) {
	const [ isAsking, setIsAsking ] = useState( false );
	const errors = stoppingErrors( state );
	if ( errors.length === 0 ) {
		return null;
	}
	const accepted = new Set(
		state.findings
			.filter( ( { severity } ) => severity === 'error' )
			.map( ( { code } ) => code )
	);
	const close = () => setIsAsking( false );
	return (
		<>
			<Button
				variant="secondary"
				isDestructive
				__next40pxDefaultSize
				onClick={ () => setIsAsking( true ) }
			>
				{ __( 'Publish anyway…', 'aether-site-exporter' ) }
			</Button>
			{ isAsking && (
				<Modal
					title={ __(
						'Publish with these errors?',
						'aether-site-exporter'
					) }
					onRequestClose={ close }
				>
					<p>
						{ __(
							'Visitors will see them, or miss what is missing. The decision is kept with the record of the publish.',
							'aether-site-exporter'
						) }
					</p>
					<ul className="aether-accepted">
						{ errors
							.slice( 0, MOST_SHOWN )
							.map( ( finding, index ) => (
								<li key={ index }>
									<strong>
										{ findingWords( finding ).title }
									</strong>{ ' ' }
									<code>
										{ finding.subject ?? finding.url ?? '' }
									</code>
								</li>
							) ) }
					</ul>
					<p className="aether-actions">
						<Button
							variant="primary"
							isDestructive
							__next40pxDefaultSize
							onClick={ () => {
								close();
								onConfirm( [ ...accepted ] );
							} }
						>
							{ __( 'Publish anyway', 'aether-site-exporter' ) }
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
