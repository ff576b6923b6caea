import type { WordPressStand } from '../../tests/stands/wordpress';

/** Aether's REST API of the demo site, for its administrator. */
export class SiteRest {
	readonly #wordPress: WordPressStand;
	readonly #signal: AbortSignal;

	constructor( wordPress: WordPressStand, signal: AbortSignal ) {
		this.#wordPress = wordPress;
		this.#signal = signal;
	}

	/**
	 * @param  route Below `aether/v1/`.
	 * @param  body  With one, it is a PUT.
	 * @throws {Error} With what WordPress said.
	 */
	async send< Answer >( route: string, body?: unknown ): Promise< Answer > {
		const { url, user, applicationPassword } = this.#wordPress;
		const credentials = Buffer.from(
			`${ user }:${ applicationPassword }`
		).toString( 'base64' );
		const response = await fetch( `${ url }/wp-json/aether/v1/${ route }`, {
			headers: {
				Authorization: `Basic ${ credentials }`,
				'Content-Type': 'application/json',
			},
			signal: this.#signal,
			...( body === undefined
				? {}
				: { method: 'PUT', body: JSON.stringify( body ) } ),
		} );
		if ( ! response.ok ) {
			throw new Error(
				`${ route } answered ${ response.status }: ${ await response.text() }`
			);
		}
		return ( await response.json() ) as Answer;
	}
}
