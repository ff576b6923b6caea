import { isReadableOnTheWay } from '../site-address';
import { failed, ok, type Check } from './check';

interface WordPressError {
	readonly code?: string;
	readonly message?: string;
}

/** Longer differences break signed requests and the comparison of times. Milliseconds. */
const LARGEST_CLOCK_SKEW_MS = 60_000;

const NEW_PASSWORD =
	'Make a new application password under Users → Profile → Application Passwords and give it as AETHER_PASSWORD. The login password does not work here.';

const LOGIN_ACTIONS: Readonly< Record< string, string > > = {
	incorrect_password: NEW_PASSWORD,
	invalid_username:
		'Check AETHER_USER: the login name, not the displayed name.',
	invalid_email: 'Check AETHER_USER: the login name or the e-mail address.',
	application_passwords_disabled:
		'Application passwords are switched off. They need https, and a security plugin may forbid them.',
	application_passwords_disabled_for_user:
		'Application passwords are switched off for this user, usually by a security plugin.',
	rest_not_logged_in:
		'The Authorization header does not reach WordPress. With Apache and CGI add "SetEnvIf Authorization (.+) HTTP_AUTHORIZATION=$1" to .htaccess; with nginx pass HTTP_AUTHORIZATION to PHP.',
};

export const reachable: Check = {
	id: 'reachable',
	decisive: true,
	async run( { rest, signal } ) {
		const response = await rest.request( 'wp/v2/types', { signal } );
		const diagnoses = [
			...ok( `${ rest.site } answers, with its REST API.` ),
		];
		if ( isReadableOnTheWay( rest.site ) ) {
			diagnoses.push( {
				status: 'warning',
				message: 'The application password travels in clear text.',
				action: 'Give the site https, and use that address.',
			} );
		}
		const skew = clockSkew( response.headers.get( 'Date' ), Date.now() );
		diagnoses.push(
			Math.abs( skew ) > LARGEST_CLOCK_SKEW_MS
				? {
						status: 'warning',
						message: `The clocks differ by ${ Math.round( skew / 1000 ) } seconds.`,
						action: 'Set both clocks by a time server; signed uploads fail otherwise.',
					}
				: { status: 'ok', message: 'The clocks agree.' }
		);
		return diagnoses;
	},
};

/**
 * Milliseconds that the server is ahead; 0 when it does not say.
 *
 * @param date A `Date` header.
 * @param now
 */
export function clockSkew( date: string | null, now: number ): number {
	const there = Date.parse( date ?? '' );
	return Number.isNaN( there ) ? 0 : there - now;
}

export const authenticated: Check = {
	id: 'authenticated',
	decisive: true,
	async run( { rest, connection, signal } ) {
		const response = await rest.request( 'wp/v2/users/me?context=edit', {
			signal,
		} );
		if ( response.ok ) {
			return ok( `WordPress knows ${ connection.user }.` );
		}
		const error: WordPressError = await response
			.json()
			.catch( () => ( {} ) );
		return failed(
			error.message ??
				`WordPress answered ${ response.status } to the login.`,
			LOGIN_ACTIONS[ error.code ?? '' ] ?? NEW_PASSWORD
		);
	},
};
