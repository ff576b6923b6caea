import type { ProviderConfigState } from '@aether/provider-sdk/react';
import { useCallback, useRef, useState } from '@wordpress/element';

export interface Drafts {
	/** Ids of providers with unsaved changes. */
	readonly dirty: ReadonlySet< string >;
	readonly get: ( providerId: string ) => ProviderConfigState | undefined;
	/** Each card tells of its draft after every render. */
	readonly report: ( providerId: string, draft: ProviderConfigState ) => void;
	/** A card that goes takes its draft along. */
	readonly withdraw: ( providerId: string ) => void;
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
	const drafts = useRef( new Map< string, ProviderConfigState >() );
	const [ dirty, setDirty ] = useState< ReadonlySet< string > >( new Set() );

	const get = useCallback(
		( providerId: string ) => drafts.current.get( providerId ),
		[]
	);
	const report = useCallback(
		( providerId: string, draft: ProviderConfigState ) => {
			drafts.current.set( providerId, draft );
			setDirty( ( before ) => {
				if ( ! draft.isDirty ) {
					return without( before, providerId );
				}
				return before.has( providerId )
					? before
					: new Set( [ ...before, providerId ] );
			} );
		},
		[]
	);
	const withdraw = useCallback( ( providerId: string ) => {
		drafts.current.delete( providerId );
		setDirty( ( before ) => without( before, providerId ) );
	}, [] );
	return { dirty, get, report, withdraw };
}
