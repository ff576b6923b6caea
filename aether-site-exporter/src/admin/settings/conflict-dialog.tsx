import type { ConfigField, ConfigValue } from '@aether/provider-sdk';
import { Button, Modal, RadioControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { MergeConflict } from './merge';

export interface ConflictField extends MergeConflict {
	readonly label: string;
	/** Its values are never shown. */
	readonly isSecret: boolean;
	/** What people know its values by. Default: the values themselves. */
	readonly options?: ConfigField[ 'options' ] | undefined;
}

interface ConflictDialogProps {
	/** What was changed by both: a provider's name. */
	readonly subject: string;
	readonly fields: readonly ConflictField[];
	/** @param keepTheirs Names of the fields whose stored value stays. */
	readonly onResolve: ( keepTheirs: ReadonlySet< string > ) => void;
	readonly onCancel: () => void;
}

type Side = 'mine' | 'theirs';

/**
 * Somebody else saved other values first: which shall it be, field by field.
 *
 * @param props
 */
export function ConflictDialog( props: ConflictDialogProps ) {
	const { fields, onCancel, onResolve } = props;
	const [ theirs, setTheirs ] = useState< ReadonlySet< string > >(
		new Set()
	);
	const choose = ( field: string, side: Side ) => {
		const next = new Set( theirs );
		if ( side === 'theirs' ) {
			next.add( field );
		} else {
			next.delete( field );
		}
		setTheirs( next );
	};
	return (
		<Modal
			title={ sprintf(
				/* translators: %s: name of a provider or of a part of the settings. */
				__( 'Somebody else changed “%s” too', 'aether-site-exporter' ),
				props.subject
			) }
			onRequestClose={ onCancel }
			className="aether-dialog"
		>
			<p>
				{ __(
					'Nothing was overwritten. Choose the value of each field that you both changed; all other changes of both are kept.',
					'aether-site-exporter'
				) }
			</p>
			{ fields.map( ( field ) => (
				<RadioControl
					key={ field.field }
					className="aether-conflict"
					label={ field.label }
					selected={ theirs.has( field.field ) ? 'theirs' : 'mine' }
					onChange={ ( side ) => choose( field.field, side as Side ) }
					options={ [
						{
							value: 'mine',
							label: sprintf(
								/* translators: %s: the value of a field. */
								__( 'Yours: %s', 'aether-site-exporter' ),
								describe( field, field.mine )
							),
						},
						{
							value: 'theirs',
							label: sprintf(
								/* translators: %s: the value of a field. */
								__( 'Theirs: %s', 'aether-site-exporter' ),
								describe( field, field.theirs )
							),
						},
					] }
				/>
			) ) }
			<p className="aether-actions">
				<Button
					variant="primary"
					__next40pxDefaultSize
					onClick={ () => onResolve( theirs ) }
				>
					{ __( 'Save these values', 'aether-site-exporter' ) }
				</Button>
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					onClick={ onCancel }
				>
					{ __( 'Back to the form', 'aether-site-exporter' ) }
				</Button>
			</p>
		</Modal>
	);
}

function describe(
	{ isSecret, options = [] }: ConflictField,
	value: ConfigValue | undefined
): string {
	const labelOf = ( one: string ): string =>
		options.find( ( option ) => option.value === one )?.label ?? one;
	if ( value === null || value === undefined || value === '' ) {
		return __( '(empty)', 'aether-site-exporter' );
	}
	if ( isSecret ) {
		return __( '(a new value)', 'aether-site-exporter' );
	}
	if ( typeof value === 'boolean' ) {
		return value
			? __( 'on', 'aether-site-exporter' )
			: __( 'off', 'aether-site-exporter' );
	}
	if ( Array.isArray( value ) ) {
		return value.length === 0
			? __( '(empty)', 'aether-site-exporter' )
			: value.map( labelOf ).join( ', ' );
	}
	return labelOf( String( value ) );
}
