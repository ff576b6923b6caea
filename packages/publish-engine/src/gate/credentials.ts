/** What a secret looks like; never the secret itself: a finding goes into records and logs. */
export type CredentialKind =
	| 'aws_access_key'
	| 'gitlab_token'
	| 'github_token'
	| 'stripe_key'
	| 'slack_token'
	| 'private_key';

interface CredentialForm {
	readonly kind: CredentialKind;
	readonly name: string;
	readonly pattern: RegExp;
}

const CREDENTIALS: readonly CredentialForm[] = [
	{
		kind: 'aws_access_key',
		name: 'an AWS access key',
		pattern: /\b(?:AKIA|ASIA)(?![0-9A-Z]*EXAMPLE\b)[0-9A-Z]{16}\b/,
	},
	{
		kind: 'gitlab_token',
		name: 'a GitLab token',
		pattern: /\bglpat-[\w-]{20}/,
	},
	{
		kind: 'github_token',
		name: 'a GitHub token',
		pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50})/,
	},
	{
		kind: 'stripe_key',
		name: 'a Stripe secret key',
		pattern: /\b[sr]k_live_[A-Za-z0-9]{16}/,
	},
	{
		kind: 'slack_token',
		name: 'a Slack token',
		pattern: /\bxox[abprs]-[A-Za-z0-9-]{20}/,
	},
	{
		// Tutorials quote the first line; a key is followed by its material.
		kind: 'private_key',
		name: 'a private key',
		pattern:
			/-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY-----(?:\s|\\[rn]|<br ?\/?>){0,20}[A-Za-z0-9+/]{32}/,
	},
];
/** One of them stands in every credential: spares most texts the expressions. */
const CREDENTIAL_HINTS =
	/AKIA|ASIA|glpat-|gh[pousr]_|github_pat_|k_live_|xox[abprs]-|PRIVATE KEY-----/;

/**
 * @param text
 * @return What a secret in it looks like; undefined when there is none.
 */
export const credentialIn = ( text: string ): CredentialKind | undefined =>
	CREDENTIAL_HINTS.test( text )
		? CREDENTIALS.find( ( { pattern } ) => pattern.test( text ) )?.kind
		: undefined;

export const credentialName = ( wanted: CredentialKind ): string =>
	CREDENTIALS.find( ( { kind } ) => kind === wanted )?.name ?? wanted;
