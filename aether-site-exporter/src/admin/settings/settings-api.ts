import {
	type AetherError,
	type ConfigField,
	type ConfigIssue,
	errorFromRestResponse,
	type OperationOptions,
	type ProviderConfig,
	type SecretStatus,
} from '@aether/provider-sdk';
import {
	jsonRequest,
	restJson,
	type SiteEnvironment,
	type SiteRest,
	type SiteRules,
} from '@aether/publish-engine';
import type { BundleChoice } from '../bundle/choice';

export type Secrets = Readonly<
	Record< string, Readonly< Record< string, SecretStatus > > >
>;

export interface SettingsDocument {
	/** Changes with every change; a save names the one it is based on. */
	readonly revision: number | string;
	readonly providers: Readonly< Record< string, ProviderConfig > >;
	readonly secrets: Secrets;
	/** Absent: everything public is published. */
	readonly rules?: SiteRules;
	/** Absent: nothing was chosen. */
	readonly bundle?: BundleChoice;
	/** Absent: there are none. */
	readonly environments?: readonly SiteEnvironment[];
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

type Revision = SettingsDocument[ 'revision' ];

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
		revision: Revision,
		options: OperationOptions
	) => Promise< SettingsDocument >;
	/** Rejects with `conflict` when somebody else saved first. */
	readonly saveRules: (
		rules: Partial< SiteRules >,
		revision: Revision,
		options: OperationOptions
	) => Promise< SettingsDocument >;
	/** Rejects with `conflict` when somebody else saved first. */
	readonly saveBundle: (
		bundle: BundleChoice,
		revision: Revision,
		options: OperationOptions
	) => Promise< SettingsDocument >;
	/** Replaces all of them. Rejects as `save()` does; the fields of the issues are ids of environments. */
	readonly saveEnvironments: (
		environments: readonly SiteEnvironment[],
		revision: Revision,
		options: OperationOptions
	) => Promise< SettingsDocument >;
	/** Forgets a provider, or one instance of it. */
	readonly forget: (
		providerId: string,
		revision: Revision,
		options: OperationOptions
	) => Promise< SettingsDocument >;
	/**
	 * Tells PHP of the fields of a provider when there is one that it does not know; otherwise it would keep that one as a
	 * secret.
	 */
	readonly declareFields: (
		providerId: string,
		fields: readonly ConfigField[],
		options: OperationOptions
	) => Promise< void >;
}

const isRecord = ( value: unknown ): value is Record< string, unknown > =>
	typeof value === 'object' && value !== null;

const isIssue = ( value: unknown ): value is ConfigIssue =>
	isRecord( value ) && 'field' in value && 'message' in value;

async function findIssues(
	response: Response
): Promise< readonly ConfigIssue[] > {
	const body: unknown = await response.json().catch( () => null );
	const data = isRecord( body ) ? body.data : null;
	const issues = isRecord( data ) ? data.issues : null;
	return Array.isArray( issues ) ? issues.filter( isIssue ) : [];
}

/**
 * @param response   Not ok.
 * @param providerId Of whom the settings are, if of one.
 * @return `SettingsRefused` where WordPress named fields.
 */
export async function settingsError(
	response: Response,
	providerId?: string
): Promise< SettingsRefused | AetherError > {
	const issues = await findIssues( response.clone() );
	const error = await errorFromRestResponse(
		response,
		providerId === undefined ? {} : { providerId }
	);
	return issues.length > 0
		? new SettingsRefused( error.message, issues )
		: error;
}

type Schemas = Readonly< Record< string, readonly { readonly id: string }[] > >;

const SCHEMA_ROUTE = 'aether/v1/settings/schema';

/** PHP has this one for every provider. */
const DEPLOYMENT_TYPES_FIELD = 'deployment_types';

const kindOf = ( providerId: string ): string =>
	providerId.split( ':', 1 )[ 0 ] ?? providerId;

const routeOf = ( providerId: string ): string =>
	`aether/v1/settings/providers/${ encodeURIComponent( providerId ) }`;

/**
 * What of a field can travel: its functions stay here.
 *
 * @param field
 * @param field.validate
 * @param field.sanitize
 */
const plainField = ( {
	validate: _validate,
	sanitize: _sanitize,
	...plain
}: ConfigField ): object => plain;

export function createSettingsApi( rest: SiteRest ): SettingsApi {
	/** Ids of the fields that PHP knows, by provider. */
	const known = new Map< string, ReadonlySet< string > >();
	const remember = ( schemas: Schemas ) => {
		for ( const [ kind, fields ] of Object.entries( schemas ) ) {
			known.set( kind, new Set( fields.map( ( { id } ) => id ) ) );
		}
	};

	return {
		load: ( { signal } ) =>
			restJson< SettingsDocument >( rest, 'aether/v1/settings', {
				signal,
			} ),
		async save( providerId, changes, revision, { signal } ) {
			const response = await rest( routeOf( providerId ), {
				...jsonRequest( 'PUT', { revision, config: changes } ),
				signal,
			} );
			if ( ! response.ok ) {
				throw await settingsError( response, providerId );
			}
			return response.json();
		},
		saveRules: ( rules, revision, { signal } ) =>
			restJson< SettingsDocument >( rest, 'aether/v1/settings/rules', {
				...jsonRequest( 'PUT', { revision, rules } ),
				signal,
			} ),
		saveBundle: ( bundle, revision, { signal } ) =>
			restJson< SettingsDocument >( rest, 'aether/v1/settings/bundle', {
				...jsonRequest( 'PUT', { revision, bundle } ),
				signal,
			} ),
		async saveEnvironments( environments, revision, { signal } ) {
			const response = await rest( 'aether/v1/settings/environments', {
				...jsonRequest( 'PUT', { revision, environments } ),
				signal,
			} );
			if ( ! response.ok ) {
				throw await settingsError( response );
			}
			return response.json();
		},
		forget: ( providerId, revision, { signal } ) =>
			restJson< SettingsDocument >( rest, routeOf( providerId ), {
				...jsonRequest( 'DELETE', { revision } ),
				signal,
			} ),
		async declareFields( providerId, fields, { signal } ) {
			const kind = kindOf( providerId );
			if ( known.size === 0 ) {
				remember( await restJson( rest, SCHEMA_ROUTE, { signal } ) );
			}
			const isKnown = ( { id }: ConfigField ) =>
				id === DEPLOYMENT_TYPES_FIELD ||
				known.get( kind )?.has( id ) === true;
			if ( ! fields.every( isKnown ) ) {
				remember(
					await restJson(
						rest,
						`${ SCHEMA_ROUTE }/${ encodeURIComponent( kind ) }`,
						{
							...jsonRequest( 'PUT', {
								fields: fields.map( plainField ),
							} ),
							signal,
						}
					)
				);
			}
		},
	};
}
