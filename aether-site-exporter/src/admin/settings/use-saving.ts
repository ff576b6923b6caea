import {
	type AetherError,
	type ConfigField,
	type ConfigIssue,
	type ProviderConfig,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { useState } from '@wordpress/element';
import type { ConflictField } from './conflict-dialog';
import { findConflicts, withoutFields } from './merge';
import { saveMerging } from './save-merging';
import type { SettingsDocument } from './settings-api';
import type { Drafts } from './use-drafts';
import type { Settings } from './use-settings';

/** What was wrong with a draft when a person tried to save it. */
export interface RefusedSave {
	readonly config: ProviderConfig;
	readonly issues: readonly ConfigIssue[];
}

export type SaveState =
	| { readonly status: 'idle' | 'saving' | 'invalid' }
	/** `isMerged`: somebody else had saved other fields meanwhile. */
	| { readonly status: 'saved'; readonly isMerged: boolean }
	| {
			readonly status: 'conflict';
			readonly providerId: string;
			readonly fields: readonly ConflictField[];
	  }
	| { readonly status: 'failed'; readonly error: AetherError };

export interface Saving {
	readonly state: SaveState;
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
 * @param after
 */
function withoutDefaults(
	providerId: string,
	mine: ProviderConfig,
	after: SettingsDocument
): ProviderConfig {
	const theirs = after.providers[ providerId ] ?? {};
	const untouched = fieldsOf( providerId )
		.filter(
			( field ) =>
				theirs[ field.id ] !== undefined &&
				JSON.stringify( mine[ field.id ] ) ===
					JSON.stringify( field.default )
		)
		.map( ( { id } ) => id );
	return withoutFields( mine, new Set( untouched ) ) as ProviderConfig;
}

function conflictFields(
	providerId: string,
	mine: ProviderConfig,
	before: SettingsDocument,
	after: SettingsDocument
): readonly ConflictField[] {
	const fields = fieldsOf( providerId );
	return findConflicts(
		before.providers[ providerId ] ?? {},
		mine,
		after.providers[ providerId ] ?? {}
	).map( ( conflict ) => {
		const field = fields.find( ( { id } ) => id === conflict.field );
		return {
			...conflict,
			label: field?.label ?? conflict.field,
			isSecret: field?.sensitive ?? true,
		};
	} );
}

/**
 * Saves the providers' drafts. What somebody else saved meanwhile is kept, and a person decides where both changed the
 * same field.
 *
 * @param drafts
 * @param onSave
 * @param onForget
 */
export function useSaving(
	drafts: Drafts,
	onSave: Settings[ 'save' ],
	onForget: Settings[ 'forget' ]
): Saving {
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const [ refusals, setRefusals ] = useState<
		ReadonlyMap< string, RefusedSave >
	>( new Map() );

	const saveOne = ( id: string, changes: ProviderConfig ) => {
		let wanted = changes;
		return saveMerging(
			() => onSave( id, wanted ),
			( { before, after } ) => {
				wanted = withoutDefaults( id, wanted, after );
				return conflictFields( id, wanted, before, after );
			}
		);
	};

	const saveAll = async (
		changesOf: ( id: string ) => ProviderConfig | undefined
	) => {
		setState( { status: 'saving' } );
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
			const outcome = await saveOne( id, changesOf( id ) ?? {} );
			if ( outcome.status === 'refused' ) {
				refused.set( id, { config, issues: outcome.issues } );
			} else if ( outcome.status === 'saved' ) {
				isMerged ||= outcome.isMerged;
				draft.reset();
			} else {
				setRefusals( refused );
				setState(
					outcome.status === 'conflict'
						? { ...outcome, providerId: id }
						: outcome
				);
				return;
			}
		}
		setRefusals( refused );
		setState(
			refused.size > 0
				? { status: 'invalid' }
				: { status: 'saved', isMerged }
		);
	};

	const forget = async ( id: string ) => {
		let outcome = await onForget( id );
		if ( outcome.status === 'conflict' ) {
			// What somebody else saved meanwhile is no reason to keep what a person wants gone.
			outcome = await onForget( id );
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
		refusals,
		save: () => saveAll( changesOf ),
		async resolve( keepTheirs ) {
			if ( state.status === 'conflict' ) {
				const { providerId } = state;
				await saveAll( ( id ) => {
					const changes = changesOf( id );
					return id === providerId && changes
						? ( withoutFields(
								changes,
								keepTheirs
							) as ProviderConfig )
						: changes;
				} );
			}
		},
		forget,
		dismiss: () => setState( { status: 'idle' } ),
	};
}
