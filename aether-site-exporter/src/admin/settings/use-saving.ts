import {
	type AetherError,
	type ConfigField,
	type ConfigIssue,
	type ProviderConfig,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { useState } from '@wordpress/element';
import type { ConflictField } from './conflict-dialog';
import {
	findConflicts,
	isSame,
	type StoredFields,
	withoutFields,
} from './merge';
import { saveMerging } from './save-merging';
import type { Drafts } from './use-drafts';
import type { Settings } from './use-settings';

/** What was wrong with a draft when a person tried to save it. */
export interface RefusedSave {
	readonly config: ProviderConfig;
	readonly issues: readonly ConfigIssue[];
}

export type SaveState =
	| { readonly status: 'idle' | 'invalid' }
	/** `isMerged`: somebody else had saved other fields meanwhile. */
	| { readonly status: 'saved'; readonly isMerged: boolean }
	| {
			readonly status: 'conflict';
			readonly providerId: string;
			readonly fields: readonly ConflictField[];
	  }
	| { readonly status: 'failed'; readonly error: AetherError };

export interface Saving {
	/** What came of the latest save. */
	readonly state: SaveState;
	/** Until the last answer is there; no second save may begin. */
	readonly isSaving: boolean;
	readonly refusals: ReadonlyMap< string, RefusedSave >;
	/** Saves every draft that is dirty. Never rejects. */
	readonly save: () => Promise< void >;
	/** Ends a conflict: my values, except those of the named fields. */
	readonly resolve: ( keepTheirs: ReadonlySet< string > ) => Promise< void >;
	/** Removes an instance of a provider, with what was typed for it. Never rejects. */
	readonly forget: ( providerId: string ) => Promise< void >;
	/** Takes the notice away. */
	readonly dismiss: () => void;
}

const fieldsOf = ( providerId: string ): readonly ConfigField[] =>
	ProviderRegistry.getInstance().get( providerId )?.getConfigFields() ?? [];

/**
 * A default that nobody chose gives way to a value that somebody did.
 *
 * @param providerId
 * @param mine
 * @param begun      What was stored when the person began.
 * @param theirs     What is stored now.
 */
function withoutDefaults(
	providerId: string,
	mine: ProviderConfig,
	begun: StoredFields,
	theirs: StoredFields
): ProviderConfig {
	const untouched = fieldsOf( providerId )
		.filter(
			( field ) =>
				begun[ field.id ] === undefined &&
				theirs[ field.id ] !== undefined &&
				isSame( mine[ field.id ], field.default )
		)
		.map( ( { id } ) => id );
	return withoutFields( mine, new Set( untouched ) ) as ProviderConfig;
}

const conflictFields = (
	providerId: string,
	mine: ProviderConfig,
	begun: StoredFields,
	theirs: StoredFields
): readonly ConflictField[] => {
	const fields = fieldsOf( providerId );
	return findConflicts( begun, mine, theirs ).map( ( conflict ) => {
		const field = fields.find( ( { id } ) => id === conflict.field );
		return {
			...conflict,
			label: field?.label ?? conflict.field,
			isSecret: field?.sensitive ?? true,
			options: field?.options,
		};
	} );
};

/**
 * Saves the providers' drafts. What somebody else saved meanwhile is kept, and a person decides where both changed the
 * same field, whoever on this page learned of it.
 *
 * @param drafts
 * @param settings
 */
export function useSaving(
	drafts: Drafts,
	settings: Pick< Settings, 'latest' | 'save' | 'forget' >
): Saving {
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const [ isSaving, setIsSaving ] = useState( false );
	const [ refusals, setRefusals ] = useState<
		ReadonlyMap< string, RefusedSave >
	>( new Map() );

	const saveOne = async (
		id: string,
		shown: ProviderConfig,
		changes: ProviderConfig
	) => {
		const begun = drafts.begunWith( id );
		let wanted = changes;
		let typed = shown;
		const outcome = await saveMerging( {
			latest: settings.latest,
			merge: ( { providers } ) => {
				const theirs = providers[ id ] ?? {};
				wanted = withoutDefaults( id, wanted, begun, theirs );
				return conflictFields( id, wanted, begun, theirs );
			},
			send: () =>
				settings.save( id, wanted, () => {
					typed = drafts.get( id )?.config ?? shown;
				} ),
		} );
		if ( outcome.status === 'saved' ) {
			drafts.settle( id, {
				fields: Object.keys( wanted ),
				shown,
				typed,
			} );
		}
		return outcome;
	};

	/**
	 * @param changesOf
	 * @return What to say of it.
	 */
	const saveEach = async (
		changesOf: ( id: string ) => ProviderConfig | undefined
	): Promise< SaveState > => {
		const refused = new Map< string, RefusedSave >();
		let isMerged = false;
		for ( const id of drafts.dirty ) {
			const draft = drafts.get( id );
			if ( ! draft ) {
				continue;
			}
			const { config } = draft;
			if ( draft.issues.length > 0 ) {
				refused.set( id, { config, issues: draft.issues } );
				continue;
			}
			const outcome = await saveOne( id, config, changesOf( id ) ?? {} );
			if ( outcome.status === 'refused' ) {
				refused.set( id, { config, issues: outcome.issues } );
			} else if ( outcome.status === 'saved' ) {
				isMerged ||= outcome.isMerged;
			} else {
				setRefusals( refused );
				return outcome.status === 'conflict'
					? { ...outcome, providerId: id }
					: outcome;
			}
		}
		setRefusals( refused );
		return refused.size > 0
			? { status: 'invalid' }
			: { status: 'saved', isMerged };
	};
	const saveAll = async (
		changesOf: ( id: string ) => ProviderConfig | undefined
	) => {
		setState( { status: 'idle' } );
		setIsSaving( true );
		const outcome = await saveEach( changesOf );
		setState( outcome );
		setIsSaving( false );
	};

	const forget = async ( id: string ) => {
		let outcome = await settings.forget( id );
		if ( outcome.status === 'conflict' ) {
			// What somebody else saved meanwhile is no reason to keep what a person wants gone.
			outcome = await settings.forget( id );
		}
		if ( outcome.status === 'conflict' || outcome.status === 'failed' ) {
			setState( { status: 'failed', error: outcome.error } );
			return;
		}
		setRefusals( ( before ) => {
			const others = new Map( before );
			others.delete( id );
			return others;
		} );
		setState( { status: 'idle' } );
	};

	const changesOf = ( id: string ) => drafts.get( id )?.changes;

	return {
		state,
		isSaving,
		refusals,
		save: () => saveAll( changesOf ),
		async resolve( keepTheirs ) {
			if ( state.status !== 'conflict' ) {
				return;
			}
			const { providerId, fields } = state;
			const mine = changesOf( providerId ) ?? {};
			drafts.decide(
				providerId,
				Object.fromEntries(
					fields.map( ( { field, theirs } ) => [ field, theirs ] )
				),
				keepTheirs
			);
			await saveAll( ( id ) =>
				id === providerId
					? ( withoutFields( mine, keepTheirs ) as ProviderConfig )
					: changesOf( id )
			);
		},
		forget,
		dismiss: () => setState( { status: 'idle' } ),
	};
}
