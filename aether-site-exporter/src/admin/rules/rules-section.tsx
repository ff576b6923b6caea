import type { ConfigValue, ProviderConfig } from '@aether/provider-sdk';
import type { SiteRest, SiteRules } from '@aether/publish-engine';
import { Button, Notice } from '@wordpress/components';
import { useDeferredValue, useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { Loading } from '../components/loading';
import { formatFiles, formatNumber } from '../format';
import { formatPages } from '../publishing/counts';
import {
	ConflictDialog,
	type ConflictField,
} from '../settings/conflict-dialog';
import { findConflicts, pick, type StoredFields } from '../settings/merge';
import { type MergedOutcome, saveMerging } from '../settings/save-merging';
import type { SettingsDocument } from '../settings/settings-api';
import type { Settings } from '../settings/use-settings';
import { EnvironmentsCard } from './environments-card';
import { type InventoryState, useInventory } from './inventory-api';
import { PercentField, toPercent } from './percent-field';
import { RetentionField } from './retention-field';
import { RulesCard } from './rules-card';
import { RuleListField } from './rule-list-field';
import { type RuleListName, ruleLists, toPatterns, toText } from './rule-lists';
import { isThreshold, type ThresholdName, thresholds } from './thresholds';

interface RulesSectionProps {
	readonly rest: SiteRest;
	readonly settings: Pick<
		Settings,
		'latest' | 'saveRules' | 'saveEnvironments'
	>;
	readonly stored: SettingsDocument;
	readonly onDirty: ( isDirty: boolean ) => void;
	readonly canConfigure: boolean;
	/** Only who may publish may list what there is. */
	readonly canCount: boolean;
}

type RuleName = RuleListName | ThresholdName;

interface Edit {
	readonly text: string;
	/** What was stored when the person began. */
	readonly begun: ConfigValue | undefined;
}

/** Only the rules that were changed. */
type Edits = Readonly< Partial< Record< RuleName, Edit > > >;

type SaveState = { readonly status: 'idle' } | MergedOutcome< ConflictField >;

const asFields = ( rules: Partial< SiteRules > | undefined ) =>
	( { ...rules } ) as StoredFields;

const asRules = ( edits: Edits ): Partial< SiteRules > =>
	Object.fromEntries(
		Object.entries( edits ).map( ( [ name, { text } ] ) => [
			name,
			isThreshold( name ) ? toPercent( text ) : toPatterns( text ),
		] )
	);

const keepEdits = (
	edits: Edits,
	isKept: ( name: RuleName, edit: Edit ) => boolean
): Edits =>
	Object.fromEntries(
		Object.entries( edits ).filter( ( [ name, edit ] ) =>
			isKept( name as RuleName, edit )
		)
	);

/**
 * From what somebody has seen of what is stored now their own edits begin.
 *
 * @param edits
 * @param seen
 */
const beginFrom = ( edits: Edits, seen: StoredFields ): Edits =>
	Object.fromEntries(
		Object.entries( edits ).map( ( [ name, edit ] ) => [
			name,
			name in seen ? { ...edit, begun: seen[ name ] } : edit,
		] )
	);

const conflictFields = (
	edits: Edits,
	{ rules }: SettingsDocument
): readonly ConflictField[] =>
	findConflicts(
		Object.fromEntries(
			Object.entries( edits ).map( ( [ name, { begun } ] ) => [
				name,
				begun,
			] )
		),
		asRules( edits ) as ProviderConfig,
		asFields( rules )
	).map( ( conflict ) => ( {
		...conflict,
		label:
			[ ...ruleLists(), ...thresholds() ].find(
				( { name } ) => name === conflict.field
			)?.label ?? conflict.field,
		isSecret: false,
	} ) );

/**
 * What is taken out of the published site, or added to it.
 *
 * @param props
 */
export function RulesSection( props: RulesSectionProps ) {
	const { rest, settings, stored, onDirty, canConfigure } = props;
	const inventory = useInventory( props.canCount ? rest : null );
	const [ edits, setEdits ] = useState< Edits >( {} );
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const [ isSaving, setIsSaving ] = useState( false );
	const [ isRetentionDirty, setIsRetentionDirty ] = useState( false );
	const [ hasNewPlaces, setHasNewPlaces ] = useState( false );

	const storedText = ( name: RuleName ): string => {
		const threshold = thresholds().find( ( one ) => one.name === name );
		return threshold
			? String( stored.rules?.[ threshold.name ] ?? threshold.standard )
			: toText( stored.rules?.[ name as RuleListName ] );
	};
	const textOf = ( name: RuleName ): string =>
		edits[ name ]?.text ?? storedText( name );
	const changed = keepEdits(
		edits,
		( name, { text } ) => text !== storedText( name )
	);
	const isDirty = Object.keys( changed ).length > 0;
	const isAnyDirty = isDirty || isRetentionDirty || hasNewPlaces;
	useEffect( () => onDirty( isAnyDirty ), [ onDirty, isAnyDirty ] );

	const change = ( name: RuleName, text: string ) => {
		const { [ name ]: edit, ...others } = edits;
		const begun = edit ? edit.begun : asFields( stored.rules )[ name ];
		// While a save is on its way, what is stored is about to change.
		const isTakenBack = text === storedText( name ) && ! isSaving;
		setEdits(
			isTakenBack ? others : { ...others, [ name ]: { text, begun } }
		);
		setState( { status: 'idle' } );
	};
	const save = async ( sent: Edits ) => {
		setState( { status: 'idle' } );
		setIsSaving( true );
		const outcome = await saveMerging( {
			latest: settings.latest,
			merge: ( latest ) => conflictFields( sent, latest ),
			send: () => settings.saveRules( asRules( sent ) ),
		} );
		if ( outcome.status === 'saved' ) {
			const { rules } = settings.latest();
			setEdits( ( now ) =>
				beginFrom(
					keepEdits(
						now,
						( name, { text } ) => text !== sent[ name ]?.text
					),
					pick( asFields( rules ), Object.keys( sent ) )
				)
			);
		}
		setState( outcome );
		setIsSaving( false );
	};
	const resolve = (
		fields: readonly ConflictField[],
		keepTheirs: ReadonlySet< string >
	) => {
		const theirs = Object.fromEntries(
			fields.map( ( field ) => [ field.field, field.theirs ] )
		);
		const mine = beginFrom(
			keepEdits( changed, ( name ) => ! keepTheirs.has( name ) ),
			theirs
		);
		setEdits( mine );
		void save( mine );
	};
	const isValid = Object.entries( changed ).every(
		( [ name, { text } ] ) =>
			! isThreshold( name ) || toPercent( text ) !== null
	);
	const canSave = isDirty && isValid && ! isSaving;
	const merged = {
		...stored.rules,
		...asRules( useDeferredValue( edits ) ),
	};

	return (
		<section className="aether-section" aria-labelledby="aether-rules">
			<h2 id="aether-rules">{ __( 'Rules', 'aether-site-exporter' ) }</h2>
			<RulesCard
				id="aether-rules-site"
				title={ __( 'Pages and files', 'aether-site-exporter' ) }
			>
				<p>
					{ __(
						'One pattern per line, matched against the path below the front page: /shop/** leaves out a whole section, * stands for anything but a slash, and what follows regex: is a regular expression.',
						'aether-site-exporter'
					) }
				</p>
				<InventoryCount rules={ merged } state={ inventory } />
				{ ruleLists().map( ( list ) => (
					<RuleListField
						key={ list.name }
						list={ list }
						text={ textOf( list.name ) }
						onChange={ ( text ) => change( list.name, text ) }
						inventory={ inventory }
						disabled={ ! canConfigure }
					/>
				) ) }
				<h4>
					{ __( 'Checks before a publish', 'aether-site-exporter' ) }
				</h4>
				{ thresholds().map( ( threshold ) => (
					<PercentField
						key={ threshold.name }
						threshold={ threshold }
						text={ textOf( threshold.name ) }
						onChange={ ( text ) => change( threshold.name, text ) }
						disabled={ ! canConfigure }
					/>
				) ) }
				{ state.status === 'saved' && ! isDirty && (
					<Notice status="success" isDismissible={ false }>
						{ __( 'Rules saved.', 'aether-site-exporter' ) }
					</Notice>
				) }
				{ state.status === 'failed' && (
					<ErrorNotice error={ state.error } />
				) }
				{ state.status === 'conflict' && (
					<ConflictDialog
						subject={ __( 'Rules', 'aether-site-exporter' ) }
						fields={ state.fields }
						onCancel={ () => setState( { status: 'idle' } ) }
						onResolve={ ( keepTheirs ) =>
							resolve( state.fields, keepTheirs )
						}
					/>
				) }
				{ canConfigure && (
					<p className="aether-actions">
						<Button
							variant="primary"
							__next40pxDefaultSize
							onClick={ () => void save( changed ) }
							isBusy={ isSaving }
							disabled={ ! canSave }
							accessibleWhenDisabled
						>
							{ __( 'Save rules', 'aether-site-exporter' ) }
						</Button>
					</p>
				) }
			</RulesCard>
			<EnvironmentsCard
				settings={ settings }
				stored={ stored }
				onDirty={ setHasNewPlaces }
				canConfigure={ canConfigure }
			/>
			<RulesCard
				id="aether-retention"
				title={ __( 'Retention', 'aether-site-exporter' ) }
			>
				<RetentionField
					rest={ rest }
					onDirty={ setIsRetentionDirty }
					canConfigure={ canConfigure }
				/>
			</RulesCard>
		</section>
	);
}

interface InventoryCountProps {
	readonly rules: Partial< SiteRules >;
	readonly state: InventoryState;
}

/**
 * How much of the site these rules publish.
 *
 * @param props
 * @param props.rules
 * @param props.state
 */
function InventoryCount( { rules, state }: InventoryCountProps ) {
	if ( state.status === 'none' ) {
		return null;
	}
	if ( state.status === 'loading' ) {
		return (
			<Loading
				label={ __(
					'Counting pages and files…',
					'aether-site-exporter'
				) }
			/>
		);
	}
	if ( state.status === 'failed' ) {
		return <ErrorNotice error={ state.error } />;
	}
	const { inventory } = state;
	const published = state.countPublished( rules as SiteRules, inventory );
	return (
		<p className="aether-rules__count" role="status">
			{ sprintf(
				/* translators: 1: number of pages that are published. 2: such as "12 pages". 3: number of files that may be published. 4: such as "34 files". */
				__(
					'Publishes %1$s of %2$s, and those of %3$s of %4$s that they need.',
					'aether-site-exporter'
				),
				formatNumber( published.pages ),
				formatPages( inventory.pages.length ),
				formatNumber( published.assets ),
				formatFiles( inventory.assets.length )
			) }
			{ ! inventory.isComplete && (
				<>
					{ ' ' }
					{ __(
						'The site has more than was counted here.',
						'aether-site-exporter'
					) }
				</>
			) }
		</p>
	);
}
