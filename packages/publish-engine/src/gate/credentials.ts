interface CredentialForm {
	/** Never the credential itself: a finding goes into records and logs. */
	readonly name: string;
	readonly pattern: RegExp;
}

const CREDENTIALS: readonly CredentialForm[] = [
	{
		name: 'an AWS access key',
		pattern: /\b(?:AKIA|ASIA)(?![0-9A-Z]*EXAMPLE\b)[0-9A-Z]{16}\b/,
	},
	{ name: 'a GitLab token', pattern: /\bglpat-[\w-]{20}/ },
	{
		name: 'a GitHub token',
		pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50})/,
	},
	{
		name: 'a Stripe secret key',
		pattern: /\b[sr]k_live_[A-Za-z0-9]{16}/,
	},
	{ name: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{20}/ },
	{
		// Tutorials quote the first line; a key is followed by its material.
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
 * @return What a secret in it looks like, in words; undefined when there is none. Never the secret itself.
 */
export const credentialIn = ( text: string ): string | undefined =>
	CREDENTIAL_HINTS.test( text )
		? CREDENTIALS.find( ( { pattern } ) => pattern.test( text ) )?.name
		: undefined;
