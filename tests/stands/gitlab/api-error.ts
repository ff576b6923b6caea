/** An answer of GitLab's API outside 2xx. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly status: number;
	readonly body: Readonly< Record< string, unknown > >;

	constructor(
		status: number,
		body: Readonly< Record< string, unknown > > | string
	) {
		const answer = typeof body === 'string' ? { message: body } : body;
		super( `${ status } ${ JSON.stringify( answer ) }` );
		this.status = status;
		this.body = answer;
	}
}

/**
 * @param what `Project`, `Branch`, `Tree`, `Commit`, `Blob`.
 */
export const notFound = ( what: string ): ApiError =>
	new ApiError( 404, `404 ${ what } Not Found` );

/**
 * @param reason What the role does not allow.
 */
export const forbidden = ( reason?: string ): ApiError =>
	new ApiError(
		403,
		reason === undefined ? '403 Forbidden' : `403 Forbidden - ${ reason }`
	);

/**
 * Grape's answer to parameters of the wrong shape.
 *
 * @param error
 */
export const invalid = ( error: string ): ApiError =>
	new ApiError( 400, { error } );
