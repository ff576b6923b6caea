import {
	AetherError,
	type ConnectionTest,
	errorFromRestResponse,
	type OperationOptions,
	type Provider,
	type ProviderConfig,
	ProviderRegistry,
	type ProviderRuntime,
} from '@aether/provider-sdk';
import {
	jsonRequest,
	restJson,
	type SiteInformation,
	type SiteRest,
} from '@aether/publish-engine';
import { systemClock } from './clock';
import { createLogger } from './logger';
import { createRuntimeFor } from './provider-runtime';

export interface ConnectionDraft {
	readonly providerId: string;
	/** As the form shows it. */
	readonly config: ProviderConfig;
	/** What of it is not saved yet, secrets included. */
	readonly changes: ProviderConfig;
}

interface Trial {
	readonly trial: string;
}

interface TrialRefusal {
	readonly data?: {
		readonly issues?: readonly { readonly message: string }[];
	};
}

const TRIAL_HEADER = 'X-Aether-Trial';

/**
 * WordPress' error, with what it says of each field.
 *
 * @param response
 * @param providerId
 */
async function refusal(
	response: Response,
	providerId: string
): Promise< AetherError > {
	const { data }: TrialRefusal = await response
		.clone()
		.json()
		.catch( () => ( {} ) );
	const error = await errorFromRestResponse( response, { providerId } );
	const issues = data?.issues ?? [];
	return issues.length === 0
		? error
		: new AetherError(
				error.code,
				issues.map( ( { message } ) => message ).join( ' ' ),
				{ providerId, cause: error }
			);
}

/**
 * Unsaved values go to WordPress first, where secrets are kept encrypted for a few minutes; requests name them.
 *
 * @param rest
 * @param draft
 * @param options
 */
async function restWithDraft(
	rest: SiteRest,
	draft: ConnectionDraft,
	options: OperationOptions
): Promise< SiteRest > {
	const { providerId, changes } = draft;
	const { signal } = options;
	if ( Object.keys( changes ).length === 0 ) {
		return rest;
	}
	const response = await rest(
		`aether/v1/settings/providers/${ encodeURIComponent(
			providerId
		) }/trial`,
		{ ...jsonRequest( 'POST', { config: changes } ), signal }
	);
	if ( ! response.ok ) {
		throw await refusal( response, providerId );
	}
	const { trial }: Trial = await response.json();
	return ( path, init = {} ) => {
		const headers = new Headers( init.headers );
		headers.set( TRIAL_HEADER, trial );
		return rest( path, { ...init, headers } );
	};
}

function withoutSecrets(
	provider: Provider,
	config: ProviderConfig
): ProviderConfig {
	const secrets = new Set(
		provider
			.getConfigFields()
			.filter( ( { sensitive } ) => sensitive )
			.map( ( { id } ) => id )
	);
	return Object.fromEntries(
		Object.entries( config ).filter( ( [ id ] ) => ! secrets.has( id ) )
	) as ProviderConfig;
}

async function openDraft(
	rest: SiteRest,
	draft: ConnectionDraft,
	options: OperationOptions
): Promise< {
	provider: Provider;
	runtime: ProviderRuntime;
	draftRest: SiteRest;
} > {
	const provider = ProviderRegistry.getInstance().get( draft.providerId );
	if ( ! provider ) {
		throw new AetherError(
			'not_found',
			`No provider "${ draft.providerId }" is registered.`
		);
	}
	const draftRest = await restWithDraft( rest, draft, options );
	const fetch = window.fetch.bind( window );
	const runtimeFor = createRuntimeFor( {
		rest: draftRest,
		fetch,
		getConfig: () => withoutSecrets( provider, draft.config ),
		getSite: ( { signal } ) =>
			restJson< SiteInformation >( rest, 'aether/v1/site', { signal } ),
		logger: createLogger( window.console ),
		clock: systemClock,
	} );
	return {
		provider,
		runtime: await runtimeFor( draft.providerId, options ),
		draftRest,
	};
}

/**
 * Tries a provider with the values of the form, saved or not.
 *
 * @param  rest
 * @param  draft
 * @param  options
 * @throws {AetherError} Why a publish could not begin.
 */
export async function testConnection(
	rest: SiteRest,
	draft: ConnectionDraft,
	options: OperationOptions
): Promise< ConnectionTest > {
	const { provider, runtime, draftRest } = await openDraft(
		rest,
		draft,
		options
	);
	const test = ( await provider.testConnection?.( runtime, options ) ) ?? {};
	await noteEnd( draftRest, draft.providerId, test, options );
	return test;
}

/**
 * Site Health warns before the day comes. A note that cannot be written changes nothing about the connection.
 *
 * @param rest
 * @param providerId
 * @param test
 * @param test.endsAt
 * @param options
 * @param options.signal
 */
async function noteEnd(
	rest: SiteRest,
	providerId: string,
	{ endsAt }: ConnectionTest,
	{ signal }: OperationOptions
): Promise< void > {
	if ( endsAt === undefined ) {
		return;
	}
	try {
		await rest(
			`aether/v1/connections/${ encodeURIComponent( providerId ) }`,
			{ ...jsonRequest( 'PUT', { endsAt } ), signal }
		);
	} catch {
		signal.throwIfAborted();
	}
}

/**
 * Lets this page's origin call the provider's host, as far as the provider can do that.
 *
 * @param rest
 * @param draft
 * @param options
 */
export async function allowThisSite(
	rest: SiteRest,
	draft: ConnectionDraft,
	options: OperationOptions
): Promise< void > {
	const { provider, runtime } = await openDraft( rest, draft, options );
	await provider.allowOrigin?.( runtime, window.location.origin, options );
}
