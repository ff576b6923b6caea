import type { WordPressAccess } from '../stands/wordpress';
import { talkTo } from './wordpress';

/**
 * Stores what a person would save for a provider in Settings → Aether.
 *
 * @param access     Of the WordPress.
 * @param providerId
 * @param config     Fields by id; those that are absent stay as they are.
 */
export async function saveProvider(
	access: WordPressAccess,
	providerId: string,
	config: Readonly< Record< string, unknown > >
): Promise< void > {
	const { rest } = talkTo( access );
	const current = ( await ( await rest( 'aether/v1/settings' ) ).json() ) as {
		readonly revision: string;
	};
	const response = await rest(
		`aether/v1/settings/providers/${ providerId }`,
		{
			method: 'PUT',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify( { revision: current.revision, config } ),
		}
	);
	if ( ! response.ok ) {
		throw new Error(
			`The settings of ${ providerId } were not saved: ${ await response.text() }`
		);
	}
}
