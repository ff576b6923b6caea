/** An address of this page that leads to a provider's settings: `#aether-provider-gitlab/branch`. */
const PREFIX = '#aether-provider-';

export const settingsLink = ( providerId: string, field?: string ): string =>
	`${ PREFIX }${ providerId }${ field === undefined ? '' : `/${ field }` }`;

export interface SettingsPlace {
	readonly providerId: string;
	readonly field: string | undefined;
}

export function readSettingsLink( hash: string ): SettingsPlace | null {
	if ( ! hash.startsWith( PREFIX ) ) {
		return null;
	}
	const [ providerId = '', field ] = decodeURIComponent(
		hash.slice( PREFIX.length )
	).split( '/' );
	return { providerId, field };
}

/**
 * Puts the focus where a link wanted it.
 *
 * @param place
 * @param place.providerId
 * @param place.field
 */
export function focusSettings( { providerId, field }: SettingsPlace ): void {
	const heading = document.getElementById(
		`aether-provider-${ providerId }`
	);
	const fields =
		heading
			?.closest( 'section' )
			?.querySelectorAll< HTMLElement >( '[data-field]' ) ?? [];
	const input = [ ...fields ]
		.find( ( { dataset } ) => dataset.field === field )
		?.querySelector< HTMLElement >( 'input, select, textarea, button' );
	( input ?? heading )?.focus();
}
