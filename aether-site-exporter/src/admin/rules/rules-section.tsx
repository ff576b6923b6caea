import type { ProviderConfig } from '@aether/provider-sdk';
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
import { findConflicts, withoutFields } from '../settings/merge';
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
import {
	isThreshold,
	type Threshold,
	type ThresholdName,
	thresholds,
} from './thresholds';

interface RulesSectionProps {
	readonly rest: SiteRest;
	readonly settings: SettingsDocument;
	readonly onSave: Settings[ 'saveRules' ];
	readonly onSaveEnvironments: Settings[ 'saveEnvironments' ];
	readonly onDirty: ( isDirty: boolean ) => void;
	readonly canConfigure: boolean;
	/** Only who may publish may list what there is. */
	readonly canCount: boolean;
}

type RuleName = RuleListName | ThresholdName;

/** Only the rules that were changed, as text. */
type Edits = Readonly< Partial< Record< RuleName, string > > >;

type SaveState =
	{ readonly status: 'idle' | 'saving' } | MergedOutcome< ConflictField >;

const asFields = ( rules: Partial< SiteRules > | undefined ) =>
	( { ...rules } ) as ProviderConfig;

const asRules = ( edits: Edits ): Partial< SiteRules > =>
	Object.fromEntries(
		Object.entries( edits ).map( ( [ name, text ] ) => [
			name,
			isThreshold( name ) ? toPercent( text ) : toPatterns( text ),
		] )
	);

const conflictFields = (
	mine: Partial< SiteRules >,
	before: SettingsDocument,
	after: SettingsDocument
): readonly ConflictField[] =>
	findConflicts(
		asFields( before.rules ),
		asFields( mine ),
		asFields( after.rules )
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
	const { rest, settings, onDirty, canConfigure } = props;
	const inventory = useInventory( props.canCount ? rest : null );
	const [ edits, setEdits ] = useState< Edits >( {} );
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const [ isRetentionDirty, setIsRetentionDirty ] = useState( false );
	const [ hasNewPlaces, setHasNewPlaces ] = useState( false );
	const isDirty = Object.keys( edits ).length > 0;
	const isAnyDirty = isDirty || isRetentionDirty || hasNewPlaces;
	useEffect( () => onDirty( isAnyDirty ), [ onDirty, isAnyDirty ] );

	const storedList = ( name: RuleListName ) =>
		toText( settings.rules?.[ name ] );
	const storedPercent = ( { name, standard }: Threshold ) =>
		String( settings.rules?.[ name ] ?? standard );
	const change = ( name: RuleName, stored: string, text: string ) => {
		const { [ name ]: _before, ...others } = edits;
		setEdits( text === stored ? others : { ...others, [ name ]: text } );
		setState( { status: 'idle' } );
	};
	const save = async ( rules: Partial< SiteRules > ) => {
		setState( { status: 'saving' } );
		const outcome = await saveMerging(
			() => props.onSave( rules ),
			( { before, after } ) => conflictFields( rules, before, after )
		);
		if ( outcome.status === 'saved' ) {
			setEdits( {} );
		}
		setState( outcome );
	};
	const isValid = Object.entries( edits ).every(
		( [ name, text ] ) =>
			! isThreshold( name ) || toPercent( text ) !== null
	);
	const canSave = isDirty && isValid && state.status !== 'saving';
	const merged = {
		...settings.rules,
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
						text={ edits[ list.name ] ?? storedList( list.name ) }
						onChange={ ( text ) =>
							change( list.name, storedList( list.name ), text )
						}
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
						text={
							edits[ threshold.name ] ??
							storedPercent( threshold )
						}
						onChange={ ( text ) =>
							change(
								threshold.name,
								storedPercent( threshold ),
								text
							)
						}
						disabled={ ! canConfigure }
					/>
				) ) }
				{ state.status === 'saved' && (
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
							void save(
								withoutFields(
									asFields( asRules( edits ) ),
									keepTheirs
								) as Partial< SiteRules >
							)
						}
					/>
				) }
				{ canConfigure && (
					<p className="aether-actions">
						<Button
							variant="primary"
							__next40pxDefaultSize
							onClick={ () => void save( asRules( edits ) ) }
							isBusy={ state.status === 'saving' }
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
				onSave={ props.onSaveEnvironments }
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
