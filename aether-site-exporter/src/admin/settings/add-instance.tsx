import { ProviderRegistry } from '@aether/provider-sdk';
import {
	Button,
	Modal,
	SelectControl,
	TextControl,
} from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { providerName } from '../publishing/destinations';

interface AddInstanceProps {
	/** Takes the id of the new instance, `cloudflare-r2:eu`. */
	readonly onAdd: ( instanceId: string ) => void;
}

/** What stands behind the colon; PHP has the same rule. */
const INSTANCE_NAME = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/**
 * Adds one more place of a kind: a second bucket, another project.
 *
 * @param props
 * @param props.onAdd
 */
export function AddInstance( { onAdd }: AddInstanceProps ) {
	const [ isOpen, setIsOpen ] = useState( false );
	const kinds = findKinds();
	if ( kinds.length === 0 ) {
		return null;
	}
	const close = () => setIsOpen( false );
	return (
		<>
			<Button
				variant="secondary"
				__next40pxDefaultSize
				onClick={ () => setIsOpen( true ) }
			>
				{ __( 'Add another place…', 'aether-site-exporter' ) }
			</Button>
			{ isOpen && (
				<InstanceDialog
					kinds={ kinds }
					onClose={ close }
					onAdd={ ( id ) => {
						close();
						onAdd( id );
					} }
				/>
			) }
		</>
	);
}

interface InstanceDialogProps extends AddInstanceProps {
	readonly kinds: readonly string[];
	readonly onClose: () => void;
}

function InstanceDialog( { kinds, onAdd, onClose }: InstanceDialogProps ) {
	const [ kind, setKind ] = useState( kinds[ 0 ] ?? '' );
	const [ name, setName ] = useState( '' );
	const id = `${ kind }:${ name }`;
	const problem = findProblem( name, id );
	return (
		<Modal
			title={ __( 'Add another place', 'aether-site-exporter' ) }
			onRequestClose={ onClose }
			className="aether-dialog"
		>
			<form
				onSubmit={ ( event ) => {
					event.preventDefault();
					if ( problem === null && name !== '' ) {
						onAdd( id );
					}
				} }
			>
				<SelectControl
					__nextHasNoMarginBottom
					__next40pxDefaultSize
					label={ __( 'Provider', 'aether-site-exporter' ) }
					value={ kind }
					onChange={ setKind }
					options={ kinds.map( ( value ) => ( {
						value,
						label: providerName( value ),
					} ) ) }
				/>
				<TextControl
					__nextHasNoMarginBottom
					__next40pxDefaultSize
					label={ __( 'Name', 'aether-site-exporter' ) }
					help={
						problem ??
						__(
							'A short name of your own, such as “eu” or “staging”.',
							'aether-site-exporter'
						)
					}
					value={ name }
					onChange={ setName }
					aria-invalid={ problem !== null }
				/>
				<p className="aether-actions">
					<Button
						variant="primary"
						type="submit"
						__next40pxDefaultSize
						disabled={ problem !== null || name === '' }
						accessibleWhenDisabled
					>
						{ __( 'Add', 'aether-site-exporter' ) }
					</Button>
					<Button
						variant="tertiary"
						__next40pxDefaultSize
						onClick={ onClose }
					>
						{ __( 'Cancel', 'aether-site-exporter' ) }
					</Button>
				</p>
			</form>
		</Modal>
	);
}

/** The ones that may be there more than once. */
function findKinds(): readonly string[] {
	const registry = ProviderRegistry.getInstance();
	return registry.getAllIds().filter( ( id ) => {
		try {
			return ! registry.get( id )?.getMetadata().isSingle;
		} catch {
			return false;
		}
	} );
}

function findProblem( name: string, id: string ): string | null {
	if ( name !== '' && ! INSTANCE_NAME.test( name ) ) {
		return __(
			'Use small letters, digits, “-” and “_” only.',
			'aether-site-exporter'
		);
	}
	return ProviderRegistry.getInstance().has( id )
		? __( 'There is one of this name already.', 'aether-site-exporter' )
		: null;
}
