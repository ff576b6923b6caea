import {
	type ConfigIssue,
	errorFromRestResponse,
	type OperationOptions,
	type ProviderConfig,
	type SecretStatus,
} from '@aether/provider-sdk';
import { jsonRequest, type Rest, restJson } from '../../host/rest';

export interface SettingsDocument {
	/** Rises with every change; a save names the one it is based on. */
	readonly revision: number | string;
	readonly providers: Readonly< Record< string, ProviderConfig > >;
	readonly secrets: Readonly<
		Record< string, Readonly< Record< string, SecretStatus > > >
	>;
}

/** WordPress found the values wrong. */
export class SettingsRefused extends Error {
	override readonly name = 'SettingsRefused';
	readonly issues: readonly ConfigIssue[];

	constructor( message: string, issues: readonly ConfigIssue[] ) {
		super( message );
		this.issues = issues;
	}
}

export interface SettingsApi {
	readonly load: ( options: OperationOptions ) => Promise< SettingsDocument >;
	/**
	 * Saves one provider's changes.
	 *
	 * Rejects with `SettingsRefused` and an issue per field, or with `conflict` when somebody else saved first.
	 */
	readonly save: (
		providerId: string,
		changes: ProviderConfig,
		revision: SettingsDocument[ 'revision' ],
		options: OperationOptions
	) => Promise< SettingsDocument >;
}

const isIssue = ( value: unknown ): value is ConfigIssue =>
	typeof value === 'object' &&
	value !== null &&
	'field' in value &&
	'message' in value;

async function findIssues(
	response: Response
): Promise< readonly ConfigIssue[] > {
	const body: unknown = await response.json().catch( () => null );
	const data =
		typeof body === 'object' && body !== null && 'data' in body
			? body.data
			: null;
	const issues =
		typeof data === 'object' && data !== null && 'issues' in data
			? data.issues
			: null;
	return Array.isArray( issues ) ? issues.filter( isIssue ) : [];
}

export const createSettingsApi = ( rest: Rest ): SettingsApi => ( {
	load: ( { signal } ) =>
		restJson< SettingsDocument >( rest, 'aether/v1/settings', { signal } ),
	async save( providerId, changes, revision, { signal } ) {
		const response = await rest(
			`aether/v1/settings/providers/${ encodeURIComponent( providerId ) }`,
			{ ...jsonRequest( 'PUT', { revision, config: changes } ), signal }
		);
		if ( response.ok ) {
			return response.json();
		}
		const issues = await findIssues( response.clone() );
		const error = await errorFromRestResponse( response, { providerId } );
		throw issues.length > 0
			? new SettingsRefused( error.message, issues )
			: error;
	},
} );
