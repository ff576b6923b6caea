const nameOf = ( text: string ) =>
	text.toUpperCase().replaceAll( /[^A-Z0-9]+/g, '_' );

/**
 * `AETHER_SECRET_GITLAB_PERSONAL_ACCESS_TOKEN` for `gitlab` and `personal_access_token`.
 *
 * @param providerId
 * @param field
 */
export const secretVariable = ( providerId: string, field: string ): string =>
	`AETHER_SECRET_${ nameOf( providerId ) }_${ nameOf( field ) }`;

/**
 * A secret of one provider, as far as the environment has it.
 *
 * @param field
 */
export type LocalSecrets = ( field: string ) => string | undefined;

/**
 * @param providerId
 * @param environment
 */
export const secretsFromEnvironment =
	( providerId: string, environment: NodeJS.ProcessEnv ): LocalSecrets =>
	( field ) =>
		environment[ secretVariable( providerId, field ) ] || undefined;
