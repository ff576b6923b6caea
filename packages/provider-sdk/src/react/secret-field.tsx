import { BaseControl, Button } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { fieldHelp } from './field-help';
import { fieldLabel } from './field-label';
import { SecretInput } from './secret-input';
import type { ProviderFieldProps } from './field-props';

/** What the person sees of a secret. */
type SecretMode =
	/** Given by a constant of the site. */
	| 'constant'
	/** Stored, and left alone. */
	| 'kept'
	/** Stored, and to be removed with the next save. */
	| 'cleared'
	/** Being typed. */
	| 'entered';

/**
 * A secret is set, replaced or cleared; it is never shown, because the browser never has it.
 *
 * @param props
 */
export function SecretField( props: ProviderFieldProps ) {
	const { field, onChange } = props;
	const [ isReplacing, setIsReplacing ] = useState( false );
	const { container, switchWith } = useFocusAfterSwitch();
	const mode = findMode( props, isReplacing );
	const lastValue = useRef( props.value );
	useEffect( () => {
		// What was entered is saved. Who has emptied the input by hand is still in it.
		const isSaved =
			typeof lastValue.current === 'string' &&
			props.value === undefined &&
			! container.current?.contains(
				container.current.ownerDocument.activeElement
			);
		if ( isSaved ) {
			setIsReplacing( false );
		}
		lastValue.current = props.value;
	}, [ props.value, container ] );
	const hasStored = props.secretStatus === 'set';

	const replace = switchWith( () => setIsReplacing( true ) );
	const clear = switchWith( () => onChange( null ) );
	const keep = switchWith( () => {
		setIsReplacing( false );
		onChange( undefined );
	} );

	return (
		<div className="aether-field__secret" ref={ container }>
			{ mode === 'entered' ? (
				<SecretInput { ...props } />
			) : (
				<BaseControl
					__nextHasNoMarginBottom
					help={ fieldHelp( props ) }
				>
					<BaseControl.VisualLabel>
						{ fieldLabel( field ) }
					</BaseControl.VisualLabel>
					<p className="aether-field__secret-state">
						{ describeMode( mode ) }
					</p>
				</BaseControl>
			) }
			{ mode === 'kept' && (
				<SecretAction
					{ ...props }
					text={ __( 'Replace', 'aether-site-exporter' ) }
					onClick={ replace }
				/>
			) }
			{ mode === 'kept' && ! field.required && (
				<SecretAction
					{ ...props }
					text={ __( 'Clear', 'aether-site-exporter' ) }
					onClick={ clear }
				/>
			) }
			{ hasStored && ( mode === 'entered' || mode === 'cleared' ) && (
				<SecretAction
					{ ...props }
					text={ __( 'Keep the saved one', 'aether-site-exporter' ) }
					onClick={ keep }
				/>
			) }
		</div>
	);
}

interface SecretActionProps extends ProviderFieldProps {
	readonly text: string;
	readonly onClick: () => void;
}

function SecretAction( { field, text, onClick, disabled }: SecretActionProps ) {
	return (
		<Button
			variant="secondary"
			size="compact"
			onClick={ onClick }
			disabled={ disabled === true }
			accessibleWhenDisabled
			aria-label={ sprintf(
				/* translators: 1: what to do, 2: name of a field. */
				__( '%1$s: %2$s', 'aether-site-exporter' ),
				text,
				field.label
			) }
		>
			{ text }
		</Button>
	);
}

function findMode(
	{ value, secretStatus = 'unset' }: ProviderFieldProps,
	isReplacing: boolean
): SecretMode {
	if ( secretStatus === 'constant' ) {
		return 'constant';
	}
	if ( secretStatus !== 'set' || typeof value === 'string' ) {
		return 'entered';
	}
	if ( value === null ) {
		return 'cleared';
	}
	return isReplacing ? 'entered' : 'kept';
}

function describeMode( mode: Exclude< SecretMode, 'entered' > ): string {
	switch ( mode ) {
		case 'constant':
			return __(
				'Set by a constant of this site. It cannot be changed here.',
				'aether-site-exporter'
			);
		case 'cleared':
			return __(
				'Will be removed when you save.',
				'aether-site-exporter'
			);
		default:
			return __( 'Saved. It cannot be shown.', 'aether-site-exporter' );
	}
}

/** The button that switched is gone afterwards; focus goes to what stands in its place. */
function useFocusAfterSwitch() {
	const container = useRef< HTMLDivElement >( null );
	const isSwitching = useRef( false );
	useEffect( () => {
		if ( isSwitching.current ) {
			isSwitching.current = false;
			container.current
				?.querySelector< HTMLElement >( 'input, textarea, button' )
				?.focus();
		}
	} );
	const switchWith = ( change: () => void ) => () => {
		isSwitching.current = true;
		change();
	};
	return { container, switchWith };
}
