import type { Site } from './publish-run';

/**
 * Switches on the local filesystem for the static site, in a WordPress of the bench's own.
 * @param site
 */
export async function enableLocalFilesystem( site: Site ): Promise< void > {
	const call = async ( path: string, init: RequestInit = {} ) => {
		const response = await fetch(
			`${ site.url }/wp-json/aether/v1/${ path }`,
			{
				...init,
				headers: {
					Authorization: `Basic ${ btoa( `${ site.user }:${ site.applicationPassword }` ) }`,
					'Content-Type': 'application/json',
				},
			}
		);
		if ( ! response.ok ) {
			throw new Error(
				`${ path } answered ${ response.status }: ${ ( await response.text() ).slice( 0, 500 ) }`
			);
		}
		return response.json();
	};
	const { revision } = await call( 'settings' );
	await call( 'settings/providers/local-filesystem', {
		method: 'PUT',
		body: JSON.stringify( {
			revision,
			config: { deployment_types: [ 'static_site' ] },
		} ),
	} );
}
