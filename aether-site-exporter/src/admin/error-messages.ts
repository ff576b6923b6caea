import { type AetherErrorCode, ERROR_CODES } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

export interface ErrorMessage {
	readonly title: string;
	readonly explanation: string;
	/** What a person can do now. */
	readonly action: string;
}

/** Functions, because translations arrive after this file. */
const MESSAGES: Readonly< Record< AetherErrorCode, () => ErrorMessage > > = {
	config_invalid: () => ( {
		title: __( 'The settings are incomplete', 'aether-site-exporter' ),
		explanation: __(
			'A field of this provider is missing or has a value that it cannot use.',
			'aether-site-exporter'
		),
		action: __(
			'Correct the settings of the provider and save them.',
			'aether-site-exporter'
		),
	} ),
	auth_failed: () => ( {
		title: __( 'The sign-in was refused', 'aether-site-exporter' ),
		explanation: __(
			'The key, token or session is wrong or has expired.',
			'aether-site-exporter'
		),
		action: __(
			'Enter a valid key or token; if this is about WordPress itself, log in again.',
			'aether-site-exporter'
		),
	} ),
	permission_denied: () => ( {
		title: __( 'Permission is missing', 'aether-site-exporter' ),
		explanation: __(
			'The account is known, but it may not do this.',
			'aether-site-exporter'
		),
		action: __(
			'Give the account or token the rights that “How to set this up” names in the settings of the provider.',
			'aether-site-exporter'
		),
	} ),
	quota_exceeded: () => ( {
		title: __( 'There is no room left', 'aether-site-exporter' ),
		explanation: __(
			'The provider’s storage or plan limit is reached.',
			'aether-site-exporter'
		),
		action: __(
			'Make room or raise the limit, then publish again; what was sent is not sent twice.',
			'aether-site-exporter'
		),
	} ),
	path_rejected: () => ( {
		title: __( 'A file name is not allowed', 'aether-site-exporter' ),
		explanation: __(
			'An address of the site cannot become a file at this provider.',
			'aether-site-exporter'
		),
		action: __(
			'Rename the page or file that the message names.',
			'aether-site-exporter'
		),
	} ),
	secret_unreadable: () => ( {
		title: __( 'A stored secret cannot be read', 'aether-site-exporter' ),
		explanation: __(
			'The site’s keys have changed since it was saved.',
			'aether-site-exporter'
		),
		action: __(
			'Enter the secret again and save.',
			'aether-site-exporter'
		),
	} ),
	build_rejected: () => ( {
		title: __( 'The site was not published', 'aether-site-exporter' ),
		explanation: __(
			'Checking the rendered pages found errors. What visitors see has not changed.',
			'aether-site-exporter'
		),
		action: __(
			'Mend what the findings below name, then publish again.',
			'aether-site-exporter'
		),
	} ),
	publish_running: () => ( {
		title: __( 'Another publish is running', 'aether-site-exporter' ),
		explanation: __(
			'A site is published by one person or process at a time.',
			'aether-site-exporter'
		),
		action: __(
			'Wait until it has finished. If it has stopped responding, take over.',
			'aether-site-exporter'
		),
	} ),
	lease_lost: () => ( {
		title: __( 'This publish was ended', 'aether-site-exporter' ),
		explanation: __(
			'Somebody cancelled it or took it over.',
			'aether-site-exporter'
		),
		action: __(
			'Look at the running publish, or publish again.',
			'aether-site-exporter'
		),
	} ),
	conflict: () => ( {
		title: __( 'Something changed meanwhile', 'aether-site-exporter' ),
		explanation: __(
			'Another person or process changed the same thing first.',
			'aether-site-exporter'
		),
		action: __(
			'Reload to see the present state, then try again.',
			'aether-site-exporter'
		),
	} ),
	not_found: () => ( {
		title: __( 'It is not there', 'aether-site-exporter' ),
		explanation: __(
			'The place that was asked for does not exist, or this account cannot see it.',
			'aether-site-exporter'
		),
		action: __(
			'Check names and addresses in the provider’s settings.',
			'aether-site-exporter'
		),
	} ),
	rate_limited: () => ( {
		title: __( 'Too many requests', 'aether-site-exporter' ),
		explanation: __(
			'The other side asked for a pause and did not end it in time.',
			'aether-site-exporter'
		),
		action: __(
			'Wait a few minutes, then publish again.',
			'aether-site-exporter'
		),
	} ),
	network_failed: () => ( {
		title: __( 'No connection', 'aether-site-exporter' ),
		explanation: __(
			'There was no answer, or the browser was not allowed to read it.',
			'aether-site-exporter'
		),
		action: __(
			'Check the connection and the address, then try again.',
			'aether-site-exporter'
		),
	} ),
	remote_failed: () => ( {
		title: __( 'The other side had a fault', 'aether-site-exporter' ),
		explanation: __(
			'The server answered with an error of its own, also after several attempts.',
			'aether-site-exporter'
		),
		action: __(
			'Try again later; the server’s own log knows more.',
			'aether-site-exporter'
		),
	} ),
	remote_rejected: () => ( {
		title: __( 'The request was refused', 'aether-site-exporter' ),
		explanation: __(
			'The server understood the request and does not accept it.',
			'aether-site-exporter'
		),
		action: __(
			'Read the details and check the provider’s settings.',
			'aether-site-exporter'
		),
	} ),
	integrity_failed: () => ( {
		title: __( 'Files arrived damaged', 'aether-site-exporter' ),
		explanation: __(
			'What is there does not equal what was sent, so it was not put online.',
			'aether-site-exporter'
		),
		action: __(
			'Publish again. If it stays, a proxy or cache changes files on their way.',
			'aether-site-exporter'
		),
	} ),
	payload_too_large: () => ( {
		title: __( 'Something is too large', 'aether-site-exporter' ),
		explanation: __(
			'A file or request is larger than the server or this browser takes.',
			'aether-site-exporter'
		),
		action: __(
			'Raise the server’s limit, make the file smaller, or publish from the command line.',
			'aether-site-exporter'
		),
	} ),
	all_providers_failed: () => ( {
		title: __( 'A release could not be sent', 'aether-site-exporter' ),
		explanation: __(
			'The site was rendered, but none of the providers of a kind of release took it.',
			'aether-site-exporter'
		),
		action: __(
			'The result of each provider says what is wrong there.',
			'aether-site-exporter'
		),
	} ),
	step_failed: () => ( {
		title: __( 'A step of the publish failed', 'aether-site-exporter' ),
		explanation: __(
			'The steps after it did not run.',
			'aether-site-exporter'
		),
		action: __(
			'Read the details. If a plugin added the step, ask its author.',
			'aether-site-exporter'
		),
	} ),
	contract_violated: () => ( {
		title: __( 'A fault in the software', 'aether-site-exporter' ),
		explanation: __(
			'Aether or one of its provider plugins did something that it must not do.',
			'aether-site-exporter'
		),
		action: __(
			'Update the plugins. If it stays, report it with the details.',
			'aether-site-exporter'
		),
	} ),
};

const isKnown = ( code: string ): code is AetherErrorCode =>
	Object.hasOwn( ERROR_CODES, code ) && Object.hasOwn( MESSAGES, code );

/**
 * An error in words for people. A code that this version does not know reads as a fault of the other side.
 *
 * @param code
 */
export const describeError = ( code: string ): ErrorMessage =>
	MESSAGES[ isKnown( code ) ? code : 'remote_failed' ]();
