import { type ConfigField, ProviderRegistry } from '@aether/provider-sdk';
import { useEffect, useState } from '@wordpress/element';
import { readSettingsLink } from '../navigation/settings-link';

/** The field that is always shown: it is how a provider is switched on. */
const TYPES = 'deployment_types';

export interface Disclosure {
	readonly isOpen: boolean;
	readonly toggle: () => void;
}

/**
 * Whether the fields of a provider are shown. They are as soon as it shall receive something, has been set up, or a link
 * leads to them; a person's own click is obeyed before that.
 *
 * @param providerId
 * @param isNeeded   Something in the form waits for the person.
 */
export function useDisclosure(
	providerId: string,
	isNeeded: boolean
): Disclosure {
	const [ choice, setChoice ] = useState< boolean | null >( null );
	useEffect( () => {
		const follow = () => {
			if (
				readSettingsLink( window.location.hash )?.providerId ===
				providerId
			) {
				setChoice( true );
			}
		};
		follow();
		window.addEventListener( 'hashchange', follow );
		return () => window.removeEventListener( 'hashchange', follow );
	}, [ providerId ] );
	const isOpen = choice ?? ( isNeeded || isSetUp( providerId ) );
	return { isOpen, toggle: () => setChoice( ! isOpen ) };
}

/**
 * Another place of one kind was added for a reason.
 *
 * @param providerId
 */
const isSetUp = ( providerId: string ): boolean =>
	providerId.includes( ':' ) ||
	Object.keys( ProviderRegistry.getInstance().getConfig( providerId ) ?? {} )
		.length > 0;

/**
 * What is shown of a form that is closed. A form without that field is shown as a whole: nothing else would lead to it.
 *
 * @param fields Of a provider.
 */
export function alwaysShown(
	fields: readonly ConfigField[]
): readonly ConfigField[] {
	const shown = fields.filter( ( { id } ) => id === TYPES );
	return shown.length > 0 ? shown : fields;
}
