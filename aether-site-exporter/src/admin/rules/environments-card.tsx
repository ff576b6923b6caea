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
	readonly settings: Pick< Settings, 'latest' | 'saveEnvironments' >;
	readonly stored: SettingsDocument;
	readonly onDirty: ( isDirty: boolean ) => void;
	readonly canConfigure: boolean;
}

type SaveState =
	{ readonly status: 'idle' } | MergedOutcome< EnvironmentConflict >;

/** What a person changes, and what it was when they began. */
interface Edit {
	readonly base: Environments;
	readonly mine: Environments;
}

/** Ids by other ids of the same environments. */
type IdsOf = ReadonlyMap< string, string >;

const NONE: Environments = [];

/**
 * The ids that were given to environments when they were sent, by those that they had in the form.
 *
 * @param drafts
 * @param sent   As many, in the same order.
 */
const idsGiven = ( drafts: Environments, sent: Environments ): IdsOf =>
	new Map(
		drafts.flatMap( ( { id }, index ) => {
			const given = sent[ index ]?.id ?? id;
			return given === id ? [] : [ [ id, given ] as const ];
		} )
	);

const withIds = ( environments: Environments, ids: IdsOf ): Environments =>
	environments.map( ( one ) => ( {
		...one,
		id: ids.get( one.id ) ?? one.id,
	} ) );

const isSame = ( one: Environments, other: Environments ): boolean =>
	JSON.stringify( one ) === JSON.stringify( other );

/**
 * Named sets of providers, each with an address and a word to search engines.
 *
 * @param props
 */
export function EnvironmentsCard( props: EnvironmentsCardProps ) {
	const { settings, onDirty, canConfigure } = props;
	const stored = props.stored.environments ?? NONE;
	const [ draft, setDraft ] = useState< Edit | null >( null );
	const [ added, setAdded ] = useState( 0 );
	// Who types in an environment that gets its id just then goes on typing.
	const [ bornAs, setBornAs ] = useState< IdsOf >( new Map() );
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const [ isSaving, setIsSaving ] = useState( false );
	const base = draft?.base ?? stored;
	const environments = draft?.mine ?? stored;
	const isDirty = ! isSame( environments, stored );
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
	/**
	 * @param from What `mine` begins with.
	 * @param mine
	 */
	const save = async ( from: Environments, mine: Environments ) => {
		setState( { status: 'idle' } );
		setIsSaving( true );
		const sent = toEnvironments( mine, from );
		const ids = idsGiven( mine, sent );
		let wanted: Edit = { base: from, mine: sent };
		const outcome = await saveMerging( {
			latest: settings.latest,
			merge( { environments: theirs = NONE } ) {
				const merged = mergeEnvironments(
					wanted.base,
					wanted.mine,
					theirs
				);
				if ( merged.conflicts.length === 0 ) {
					wanted = { base: theirs, mine: merged.environments };
				}
				return merged.conflicts;
			},
			send: () => settings.saveEnvironments( wanted.mine ),
		} );
		if ( outcome.status === 'saved' ) {
			const saved = settings.latest().environments ?? NONE;
			wanted = { base: saved, mine: saved };
		}
		// A person may have gone on while it was on its way.
		setDraft( ( now ) => {
			const goneOn = mergeEnvironments(
				withIds( mine, ids ),
				withIds( now?.mine ?? mine, ids ),
				wanted.mine
			).environments;
			return isSame( goneOn, wanted.base )
				? null
				: { base: wanted.base, mine: goneOn };
		} );
		setBornAs(
			( before ) =>
				new Map( [
					...before,
					...[ ...ids ].map(
						( [ id, given ] ) => [ given, id ] as const
					),
				] )
		);
		setState( outcome );
		setIsSaving( false );
	};
	const resolve = ( keepTheirs: ReadonlySet< string > ) => {
		const mine = mergeEnvironments(
			base,
			environments,
			stored,
			keepTheirs
		).environments;
		setDraft( { base: stored, mine } );
		return save( stored, mine );
	};

	const isStored = ( { id }: SiteEnvironment ) =>
		stored.some( ( one ) => one.id === id );
	const providerIds = [
		...new Set( [
			...Object.keys( props.stored.providers ),
			...environments.flatMap( ( { providers } ) => providers ),
		] ),
	];
	const canSave = isDirty && environments.every( isValid ) && ! isSaving;

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
					key={ bornAs.get( environment.id ) ?? environment.id }
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
			<SaveMessage state={ state } isDirty={ isDirty } />
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
						isBusy={ isSaving }
						disabled={ ! canSave }
						accessibleWhenDisabled
						onClick={ () => void save( base, environments ) }
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

interface SaveMessageProps {
	readonly state: SaveState;
	/** Whether something else is to be saved by now. */
	readonly isDirty: boolean;
}

function SaveMessage( { state, isDirty }: SaveMessageProps ) {
	switch ( state.status ) {
		case 'saved':
			return isDirty ? null : (
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
