import type { SiteEnvironment } from '@aether/publish-engine';
import { Button, Notice } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { ConflictDialog } from '../settings/conflict-dialog';
import { type MergedOutcome, saveMerging } from '../settings/save-merging';
import type { SettingsDocument } from '../settings/settings-api';
import type { Settings } from '../settings/use-settings';
import {
	isValid,
	MOST_ENVIRONMENTS,
	toEnvironments,
} from './environment-drafts';
import { RulesCard } from './rules-card';
import { EnvironmentForm } from './environment-form';
import { conflictField } from './environment-words';
import {
	type EnvironmentConflict,
	type Environments,
	mergeEnvironments,
} from './merge-environments';

interface EnvironmentsCardProps {
	readonly settings: SettingsDocument;
	readonly onSave: Settings[ 'saveEnvironments' ];
	readonly onDirty: ( isDirty: boolean ) => void;
	readonly canConfigure: boolean;
}

type SaveState =
	| { readonly status: 'idle' | 'saving' }
	| MergedOutcome< EnvironmentConflict >;

/** What a person changes, and what it was when they began. */
interface Edit {
	readonly base: Environments;
	readonly mine: Environments;
}

const NONE: Environments = [];

/**
 * Named sets of providers, each with an address and a word to search engines.
 *
 * @param props
 */
export function EnvironmentsCard( props: EnvironmentsCardProps ) {
	const { settings, onDirty, canConfigure } = props;
	const stored = settings.environments ?? NONE;
	const [ draft, setDraft ] = useState< Edit | null >( null );
	const [ added, setAdded ] = useState( 0 );
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const base = draft?.base ?? stored;
	const environments = draft?.mine ?? stored;
	const isDirty = JSON.stringify( environments ) !== JSON.stringify( stored );
	useEffect( () => onDirty( isDirty ), [ onDirty, isDirty ] );

	const edit = ( changed: Environments ) => {
		setDraft( { base, mine: changed } );
		setState( { status: 'idle' } );
	};
	const add = () => {
		// Told apart from stored ones, which have no capitals.
		const id = `New-${ added }`;
		setAdded( added + 1 );
		edit( [
			...environments,
			{ id, name: '', providers: [], baseUrl: '', robots: 'as-site' },
		] );
	};
	const save = async ( edited: Edit ) => {
		setState( { status: 'saving' } );
		let wanted = edited;
		const merge = ( theirs: Environments ) => {
			const merged = mergeEnvironments(
				wanted.base,
				wanted.mine,
				theirs
			);
			if ( merged.conflicts.length === 0 ) {
				wanted = { base: theirs, mine: merged.environments };
			}
			return merged.conflicts;
		};
		// Another part of the page may have read what somebody else saved.
		const known = merge( stored );
		const outcome: MergedOutcome< EnvironmentConflict > =
			known.length > 0
				? { status: 'conflict', fields: known }
				: await saveMerging(
						() => props.onSave( wanted.mine ),
						( { after } ) => merge( after.environments ?? NONE )
					);
		setDraft( outcome.status === 'saved' ? null : wanted );
		setState( outcome );
	};
	const saveDraft = () =>
		save( { base, mine: toEnvironments( environments, base ) } );
	const resolve = ( keepTheirs: ReadonlySet< string > ) =>
		save( {
			base: stored,
			mine: mergeEnvironments( base, environments, stored, keepTheirs )
				.environments,
		} );

	const isStored = ( { id }: SiteEnvironment ) =>
		stored.some( ( one ) => one.id === id );
	const providerIds = [
		...new Set( [
			...Object.keys( settings.providers ),
			...environments.flatMap( ( { providers } ) => providers ),
		] ),
	];
	const canSave =
		isDirty && environments.every( isValid ) && state.status !== 'saving';

	return (
		<RulesCard
			id="aether-environments"
			title={ __( 'Environments', 'aether-site-exporter' ) }
		>
			<p>
				{ __(
					'Providers that publish the site for the same people under one address, such as production and staging. A provider is in one of them at most.',
					'aether-site-exporter'
				) }
			</p>
			{ environments.length === 0 && (
				<p>
					{ __(
						'There are none: every provider publishes under its own address.',
						'aether-site-exporter'
					) }
				</p>
			) }
			{ environments.map( ( environment ) => (
				<EnvironmentForm
					key={ environment.id }
					environment={ environment }
					others={ environments.filter(
						( one ) => one !== environment
					) }
					providerIds={ providerIds }
					commandLineId={
						isStored( environment ) ? environment.id : undefined
					}
					onChange={ ( changes ) =>
						edit(
							environments.map( ( one ) =>
								one === environment
									? { ...one, ...changes }
									: one
							)
						)
					}
					onRemove={ () =>
						edit(
							environments.filter(
								( one ) => one !== environment
							)
						)
					}
					disabled={ ! canConfigure }
				/>
			) ) }
			<SaveMessage state={ state } />
			{ state.status === 'conflict' && (
				<ConflictDialog
					subject={ __( 'Environments', 'aether-site-exporter' ) }
					fields={ state.fields.map( conflictField ) }
					onCancel={ () => setState( { status: 'idle' } ) }
					onResolve={ ( keepTheirs ) => void resolve( keepTheirs ) }
				/>
			) }
			{ canConfigure && (
				<p className="aether-actions">
					<Button
						variant="primary"
						__next40pxDefaultSize
						isBusy={ state.status === 'saving' }
						disabled={ ! canSave }
						accessibleWhenDisabled
						onClick={ () => void saveDraft() }
					>
						{ __( 'Save environments', 'aether-site-exporter' ) }
					</Button>
					<Button
						variant="secondary"
						__next40pxDefaultSize
						disabled={ environments.length >= MOST_ENVIRONMENTS }
						accessibleWhenDisabled
						onClick={ add }
					>
						{ __( 'Add environment', 'aether-site-exporter' ) }
					</Button>
				</p>
			) }
		</RulesCard>
	);
}

function SaveMessage( { state }: { readonly state: SaveState } ) {
	switch ( state.status ) {
		case 'saved':
			return (
				<Notice status="success" isDismissible={ false }>
					{ __( 'Environments saved.', 'aether-site-exporter' ) }
				</Notice>
			);
		case 'refused':
			return (
				<Notice status="error" isDismissible={ false }>
					{ state.issues.map( ( { field, message } ) => (
						<p key={ `${ field } ${ message }` }>{ message }</p>
					) ) }
				</Notice>
			);
		case 'failed':
			return <ErrorNotice error={ state.error } />;
		default:
			return null;
	}
}
