import type { SiteInformation } from '@aether/publish-engine';
import { createAnonymousFetch } from '../ports/anonymous-fetch';
import { readSettings } from '../ports/rest-settings';
import { VERSION } from '../version';
import { failed, ok, type Check, type Diagnosis } from './check';

const OLDEST_WORDPRESS = '6.8';
const OLDEST_PHP = '8.1';

const numbers = ( version: string ): readonly number[] =>
	version.split( /[.-]/ ).map( ( part ) => Number.parseInt( part, 10 ) || 0 );

/**
 * Compares by major and minor version.
 * @param version
 * @param than
 */
export function isOlder( version: string, than: string ): boolean {
	const [ major = 0, minor = 0 ] = numbers( version );
	const [ otherMajor = 0, otherMinor = 0 ] = numbers( than );
	return major < otherMajor || ( major === otherMajor && minor < otherMinor );
}

/** The plugin answers, and this user may publish. */
export const plugin: Check = {
	id: 'plugin',
	decisive: true,
	async run( patient ) {
		const response = await patient.rest.request( 'aether/v1/site', {
			signal: patient.signal,
		} );
		if ( response.status === 404 ) {
			return failed(
				'The plugin Aether does not answer.',
				'Install and activate it under Plugins.'
			);
		}
		if ( response.status === 403 || response.status === 401 ) {
			return failed(
				`${ patient.connection.user } may not publish.`,
				'Use an administrator, or give the user the capability aether_publish.'
			);
		}
		if ( ! response.ok ) {
			return failed(
				`The plugin answered ${ response.status }.`,
				"Look into the site's PHP error log."
			);
		}
		patient.site = ( await response.json() ) as SiteInformation;
		return ok(
			`${ patient.connection.user } may publish ${ patient.site.name }.`
		);
	},
};

export const versions: Check = {
	id: 'versions',
	async run( { site } ) {
		if ( site === undefined ) {
			return [];
		}
		const { wordPressVersion, pluginVersion, phpVersion } = site;
		const diagnoses: Diagnosis[] = [
			isOlder( wordPressVersion, OLDEST_WORDPRESS )
				? {
						status: 'failed',
						message: `WordPress ${ wordPressVersion } is too old.`,
						action: `Update it to ${ OLDEST_WORDPRESS } or later.`,
					}
				: { status: 'ok', message: `WordPress ${ wordPressVersion }.` },
		];
		if ( phpVersion !== undefined ) {
			diagnoses.push(
				isOlder( phpVersion, OLDEST_PHP )
					? {
							status: 'failed',
							message: `PHP ${ phpVersion } is too old.`,
							action: `Update it to ${ OLDEST_PHP } or later.`,
						}
					: { status: 'ok', message: `PHP ${ phpVersion }.` }
			);
		}
		diagnoses.push(
			pluginVersion === VERSION
				? {
						status: 'ok',
						message: `Plugin and command are both ${ VERSION }.`,
					}
				: {
						status: 'warning',
						message: `The plugin is ${ pluginVersion }, this command ${ VERSION }.`,
						action: 'Use the same version of both.',
					}
		);
		return diagnoses;
	},
};

export const permalinks: Check = {
	id: 'permalinks',
	run: async ( { site } ) =>
		site?.permalinks === 'plain'
			? failed(
					'The permalinks are plain: every page has the path "/".',
					'Choose another structure under Settings → Permalinks.'
				)
			: ok( 'The permalinks have paths.' ),
};

/** The front page as a stranger gets it. */
export const frontPage: Check = {
	id: 'front-page',
	async run( { site, signal } ) {
		if ( site === undefined ) {
			return [];
		}
		const get = createAnonymousFetch();
		const response = await get( site.homeUrl, { signal } );
		if ( response.redirect !== undefined ) {
			return failed(
				`${ site.homeUrl } redirects to ${ response.redirect.location }.`,
				'Make Site Address under Settings → General the address that visitors end at.'
			);
		}
		if ( response.status !== 200 ) {
			return failed(
				`A visitor gets ${ response.status } for the front page.`,
				'The pages are rendered as a visitor sees them: end the maintenance mode, or let this machine through the password.'
			);
		}
		return ok( 'A visitor gets the front page.' );
	},
};

/** What is stored for the providers can be read. */
export const settings: Check = {
	id: 'settings',
	async run( { rest, signal } ) {
		const { secrets } = await readSettings( rest.request, { signal } );
		const unreadable = Object.entries( secrets ).flatMap(
			( [ id, fields ] ) =>
				Object.entries( fields )
					.filter( ( [ , state ] ) => state === 'unreadable' )
					.map( ( [ field ] ) => `${ id }: ${ field }` )
		);
		return unreadable.length > 0
			? failed(
					`Secrets cannot be decrypted any more (${ unreadable.join( ', ' ) }).`,
					"Enter them again in Settings → Aether; WordPress' salts have changed."
				)
			: ok( 'The settings can be read.' );
	},
};
