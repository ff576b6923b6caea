import { type ProviderConfig, ProviderRegistry } from '@aether/provider-sdk';
import type { ProviderConfigState } from '@aether/provider-sdk/react';
import { useCallback, useRef, useState } from '@wordpress/element';
import { isSame, pick, type StoredFields } from './merge';

/** What a save sent of one draft. */
export interface SentDraft {
	/** Names of the fields. */
	readonly fields: readonly string[];
	/** What the form said when it was sent. */
	readonly shown: ProviderConfig;
	/** What the form said when the answer came: a person may have gone on. */
	readonly typed: ProviderConfig;
}

export interface Drafts {
	/** Ids of providers with unsaved changes. */
	readonly dirty: ReadonlySet< string >;
	readonly get: ( providerId: string ) => ProviderConfigState | undefined;
	/** What was stored of each field when the person began to change it; of the others, what is stored. */
	readonly begunWith: ( providerId: string ) => StoredFields;
	/**
	 * Each card tells of its draft after every render.
	 *
	 * @return Whether it has unsaved changes.
	 */
	readonly report: (
		providerId: string,
		draft: ProviderConfigState
	) => boolean;
	/** A card that goes takes its draft along. */
	readonly withdraw: ( providerId: string ) => void;
	/** Ends the edits that were saved, and no others. */
	readonly settle: ( providerId: string, sent: SentDraft ) => void;
	/**
	 * A person has seen what somebody else stored in these fields: from there their own edits begin.
	 *
	 * @param keepTheirs Names of the fields whose edits they gave up.
	 */
	readonly decide: (
		providerId: string,
		theirs: StoredFields,
		keepTheirs: ReadonlySet< string >
	) => void;
}

interface Entry {
	readonly draft: ProviderConfigState;
	readonly begun: StoredFields;
	/** Waits until the card shows what was saved: before, an edit cannot be told from what was stored. */
	readonly sent: SentDraft | null;
}

const storedOf = ( providerId: string ): StoredFields =>
	ProviderRegistry.getInstance().getConfig( providerId ) ?? {};

/**
 * The form without the edits that were saved, and with what a person took back meanwhile.
 *
 * @param config      What it says now.
 * @param stored
 * @param sent
 * @param sent.fields
 * @param sent.shown
 * @param sent.typed
 */
function afterSave(
	config: ProviderConfig,
	stored: StoredFields,
	{ fields, shown, typed }: SentDraft
): ProviderConfig {
	const next: Record< string, ProviderConfig[ string ] > = { ...config };
	for ( const field of fields ) {
		const isAsSent = isSame( typed[ field ], shown[ field ] );
		if ( isAsSent && isSame( config[ field ], shown[ field ] ) ) {
			delete next[ field ];
		} else if ( ! isAsSent && isSame( config[ field ], stored[ field ] ) ) {
			next[ field ] = typed[ field ] ?? null;
		}
	}
	return next as ProviderConfig;
}

const without = (
	ids: ReadonlySet< string >,
	id: string
): ReadonlySet< string > => {
	if ( ! ids.has( id ) ) {
		return ids;
	}
	const others = new Set( ids );
	others.delete( id );
	return others;
};

/** The cards' drafts, gathered for the one Save button. */
export function useDrafts(): Drafts {
	const entries = useRef( new Map< string, Entry >() );
	const [ dirty, setDirty ] = useState< ReadonlySet< string > >( new Set() );
	const [ , askForReports ] = useState( 0 );

	const get = useCallback(
		( id: string ) => entries.current.get( id )?.draft,
		[]
	);
	const begunWith = useCallback(
		( id: string ) => entries.current.get( id )?.begun ?? storedOf( id ),
		[]
	);
	const report = useCallback( ( id: string, draft: ProviderConfigState ) => {
		const before = entries.current.get( id );
		const stored = storedOf( id );
		const begun = {
			...stored,
			...pick( before?.begun ?? stored, Object.keys( draft.changes ) ),
		};
		entries.current.set( id, { draft, begun, sent: null } );
		if ( before?.sent ) {
			// Is rendered and reported once more.
			draft.setConfig( afterSave( draft.config, stored, before.sent ) );
			return false;
		}
		setDirty( ( ids ) => {
			if ( ! draft.isDirty ) {
				return without( ids, id );
			}
			return ids.has( id ) ? ids : new Set( [ ...ids, id ] );
		} );
		return draft.isDirty;
	}, [] );
	const withdraw = useCallback( ( id: string ) => {
		entries.current.delete( id );
		setDirty( ( ids ) => without( ids, id ) );
	}, [] );
	const settle = useCallback( ( id: string, sent: SentDraft ) => {
		const entry = entries.current.get( id );
		if ( entry ) {
			const begun = {
				...entry.begun,
				...pick( storedOf( id ), sent.fields ),
			};
			entries.current.set( id, { ...entry, begun, sent } );
			askForReports( ( times ) => times + 1 );
		}
	}, [] );
	const decide: Drafts[ 'decide' ] = useCallback(
		( id, theirs, keepTheirs ) => {
			const entry = entries.current.get( id );
			if ( entry ) {
				const begun = { ...entry.begun, ...theirs };
				entries.current.set( id, { ...entry, begun } );
				entry.draft.setConfig(
					Object.fromEntries(
						Object.entries( entry.draft.config ).filter(
							( [ field ] ) => ! keepTheirs.has( field )
						)
					) as ProviderConfig
				);
			}
		},
		[]
	);
	return { dirty, get, begunWith, report, withdraw, settle, decide };
}
