import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { SiteRest } from '@aether/publish-engine';
import { Button, Modal } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { Loading } from '../components/loading';
import type { SaveOutcome, Settings } from '../settings/use-settings';
import {
	type BundleChoice,
	type ChoiceDraft,
	type Choices,
	loadChoices,
	NOTHING_CHOSEN,
} from './choice';
import { ChoiceForm } from './choice-form';

interface ChoiceDialogProps {
	readonly rest: SiteRest;
	readonly stored: BundleChoice;
	readonly onSave: Settings[ 'saveBundle' ];
	readonly onClose: () => void;
}

type Shown =
	| { readonly status: 'loading' }
	| { readonly status: 'failed'; readonly error: AetherError }
	| {
			readonly status: 'ready';
			readonly choices: Choices;
			readonly draft: ChoiceDraft;
	  };

const draftOf = ( stored: BundleChoice, choices: Choices ): ChoiceDraft => ( {
	isWhole: stored.postTypes.length + stored.entries.length === 0,
	plugins: stored.plugins,
	fromDirectory: stored.fromDirectory,
	options: stored.options,
	postTypes: stored.postTypes,
	entries: choices.entries,
} );

const choiceOf = ( draft: ChoiceDraft ): BundleChoice => ( {
	plugins: draft.plugins,
	fromDirectory: draft.fromDirectory.filter( ( file ) =>
		draft.plugins.includes( file )
	),
	options: draft.options,
	...( draft.isWhole
		? { postTypes: [], entries: [] }
		: {
				postTypes: draft.postTypes,
				entries: draft.entries.map( ( { id } ) => id ),
			} ),
} );

const isEmpty = ( { isWhole, postTypes, entries }: ChoiceDraft ): boolean =>
	! isWhole && postTypes.length + entries.length === 0;

/**
 * Somebody else saved first. Where that was something else than the choice, it is saved once more.
 *
 * @param outcome
 * @param outcome.before
 * @param outcome.after
 */
const concernsChoice = ( {
	before,
	after,
}: Extract< SaveOutcome, { readonly status: 'conflict' } > ): boolean =>
	JSON.stringify( before.bundle ?? NOTHING_CHOSEN ) !==
	JSON.stringify( after.bundle ?? NOTHING_CHOSEN );

/**
 * Chooses what bundles carry, from now on.
 *
 * @param props
 * @param props.rest
 * @param props.stored
 * @param props.onSave
 * @param props.onClose
 */
export function ChoiceDialog( {
	rest,
	stored,
	onSave,
	onClose,
}: ChoiceDialogProps ) {
	const [ shown, setShown ] = useState< Shown >( { status: 'loading' } );
	const [ isSaving, setIsSaving ] = useState( false );
	const [ refusal, setRefusal ] = useState< Pick<
		AetherError,
		'code' | 'message'
	> | null >( null );
	// What is stored when the dialog opens; a conflict says what changed meanwhile.
	const [ opened ] = useState( stored );
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		loadChoices( rest, { signal } ).then(
			( choices ) =>
				setShown( {
					status: 'ready',
					choices,
					draft: draftOf( opened, choices ),
				} ),
			( cause: unknown ) => {
				if ( ! signal.aborted ) {
					setShown( {
						status: 'failed',
						error: toAetherError( cause ),
					} );
				}
			}
		);
		return () => controller.abort();
	}, [ rest, opened ] );

	const save = async ( choice: BundleChoice ): Promise< void > => {
		setIsSaving( true );
		setRefusal( null );
		let outcome = await onSave( choice );
		if ( outcome.status === 'conflict' && ! concernsChoice( outcome ) ) {
			outcome = await onSave( choice );
		}
		setIsSaving( false );
		if ( outcome.status === 'saved' ) {
			onClose();
		} else if ( outcome.status === 'failed' ) {
			setRefusal( outcome.error );
		} else {
			setRefusal( {
				code: 'conflict',
				message: __(
					'Somebody else changed what bundles carry meanwhile. Save again to replace that, or cancel.',
					'aether-site-exporter'
				),
			} );
		}
	};

	return (
		<Modal
			title={ __( 'What bundles carry', 'aether-site-exporter' ) }
			onRequestClose={ onClose }
			className="aether-dialog"
		>
			{ shown.status === 'loading' && <Loading /> }
			{ shown.status === 'failed' && (
				<ErrorNotice error={ shown.error } />
			) }
			{ shown.status === 'ready' && (
				<ChoiceForm
					rest={ rest }
					choices={ shown.choices }
					draft={ shown.draft }
					onChange={ ( draft ) => setShown( { ...shown, draft } ) }
				/>
			) }
			{ refusal && <ErrorNotice error={ refusal } /> }
			<p className="aether-actions">
				<Button
					variant="primary"
					__next40pxDefaultSize
					isBusy={ isSaving }
					disabled={
						shown.status !== 'ready' ||
						isEmpty( shown.draft ) ||
						isSaving
					}
					accessibleWhenDisabled
					onClick={ () => {
						if ( shown.status === 'ready' ) {
							void save( choiceOf( shown.draft ) );
						}
					} }
				>
					{ __( 'Save choice', 'aether-site-exporter' ) }
				</Button>
				<Button
					variant="tertiary"
					__next40pxDefaultSize
					onClick={ onClose }
				>
					{ __( 'Cancel', 'aether-site-exporter' ) }
				</Button>
			</p>
		</Modal>
	);
}
