import type { AetherError, AetherErrorCode } from '@aether/provider-sdk';

/** What to do next, for the codes where the message alone leaves that open. */
const NEXT_ACTION: Readonly< Partial< Record< AetherErrorCode, string > > > = {
	auth_failed:
		'Check the user name, and make a new application password under Users → Profile. Some hosts drop the Authorization header: "aether doctor" tells.',
	permission_denied:
		'The user needs the capability aether_publish; administrators have it.',
	network_failed: 'Check the address and the connection, then try again.',
	publish_running:
		'Wait for it or cancel it in Settings → Aether. One that has gone silent gives way to --take-over.',
	lease_lost: 'Nothing that visitors see was left half-done. Publish again.',
	build_rejected:
		'Nothing was sent. Mend the pages named above and publish again.',
	rate_limited: 'Publish again later, or with a lower --concurrency.',
	conflict: 'Somebody else changed the target meanwhile. Publish again.',
	secret_unreadable:
		'Enter the secret again in Settings → Aether, or set its variable.',
	all_providers_failed: 'The reasons are above, one per provider.',
};

export const nextAction = ( error: AetherError ): string | undefined =>
	NEXT_ACTION[ error.code ];
