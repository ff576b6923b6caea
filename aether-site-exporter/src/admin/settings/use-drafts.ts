import type { ProviderConfigState } from '@aether/provider-sdk/react';
import { useCallback, useRef, useState } from '@wordpress/element';

export interface Drafts {
	/** Ids of providers with unsaved changes. */
	readonly dirty: ReadonlySet< string >;
	readonly get: ( providerId: string ) => ProviderConfigState | undefined;
	/** Each card tells of its draft after every render. */
	readonly report: ( providerId: string, draft: ProviderConfigState ) => void;
}

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
				if ( before.has( providerId ) === draft.isDirty ) {
					return before;
				}
				const after = new Set( before );
				if ( draft.isDirty ) {
					after.add( providerId );
				} else {
					after.delete( providerId );
				}
				return after;
			} );
		},
		[]
	);
	return { dirty, get, report };
}
