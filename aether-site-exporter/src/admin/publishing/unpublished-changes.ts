import type { OperationOptions } from '@aether/provider-sdk';
import { restJson, type SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';

/** As docs/rest-api.md has it. */
export interface UnpublishedChanges {
	/** When the last publish began that reached a place. ISO 8601; null: there was none. */
	readonly since: string | null;
	/** Posts and pages. */
	readonly count: number;
	/** There are more than that. */
	readonly isMore: boolean;
}

const readChanges = (
	rest: SiteRest,
	{ signal }: OperationOptions
): Promise< UnpublishedChanges > =>
	restJson< UnpublishedChanges >( rest, 'aether/v1/site/changes', {
		signal,
	} );

/**
 * How much was written since the last publish; null until WordPress has answered, or when it did not. Asked again when
 * `version` changes, and when a person comes back from another tab, where they may have written something.
 *
 * @param rest
 * @param version
 */
export function useUnpublishedChanges(
	rest: SiteRest,
	version: unknown
): UnpublishedChanges | null {
	const [ changes, setChanges ] = useState< UnpublishedChanges | null >(
		null
	);
	useEffect( () => {
		const controller = new AbortController();
		const { signal } = controller;
		const look = () =>
			readChanges( rest, { signal } ).then(
				( read ) => signal.aborted || setChanges( read ),
				() => signal.aborted || setChanges( null )
			);
		void look();
		window.addEventListener( 'focus', look, { signal } );
		return () => controller.abort();
	}, [ rest, version ] );
	return changes;
}
