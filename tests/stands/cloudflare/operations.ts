import { createHash, randomUUID } from 'node:crypto';
import type { Account, Domain, Route } from './account';
import { ApiError } from './api-error';
import {
	type Deployment,
	etagOf,
	type Script,
	type Share,
	type Version,
	withoutSecret,
} from './script';
import type { Upload } from './upload';

/** One request that passed every check. */
export interface Call {
	readonly account: Account;
	/** Names in the path. */
	readonly path: Readonly< Record< string, string > >;
	readonly query: URLSearchParams;
	/** Of the shape that the contract gives it. */
	readonly body: unknown;
	readonly upload: Upload | null;
	/** Name of the account below workers.dev. */
	readonly subdomain: string | null;
	readonly buckets: readonly string[];
	/** Whether the first upload of a Worker keeps its annotations. */
	readonly tokenEnd: string | null;
	readonly firstUploadKeepsAnnotations: boolean;
	/** ISO 8601. */
	readonly now: string;
}

type Handler = ( call: Call ) => unknown;

const VERSIONS_PER_PAGE = 10;
const MOST_DEPLOYABLE = 100;

const describeVersion = ( version: Version ) => ( {
	id: version.id,
	number: version.number,
	metadata: {
		created_on: version.createdOn,
		modified_on: version.createdOn,
		source: 'api',
		hasPreview: true,
	},
	annotations: version.annotations,
} );

const describeDetails = ( version: Version ) => ( {
	...describeVersion( version ),
	resources: {
		bindings: version.bindings.map( withoutSecret ),
		script: { etag: etagOf( version.upload ), handlers: [ 'fetch' ] },
		script_runtime: {
			compatibility_date: version.upload.metadata.compatibility_date,
		},
	},
	startup_time_ms: 1,
} );

const describeDeployment = ( deployment: Deployment ) => ( {
	id: deployment.id,
	created_on: deployment.createdOn,
	source: 'api',
	strategy: 'percentage',
	versions: deployment.shares,
	annotations: deployment.annotations,
} );

const describeDomain = ( { id, hostname, service, zone }: Domain ) => ( {
	id,
	hostname,
	service,
	cert_id: id,
	environment: 'production',
	zone_id: zone.id,
	zone_name: zone.name,
} );

const describeRoute = ( { id, pattern, script }: Route ) => ( {
	id,
	pattern,
	...( script === undefined ? {} : { script } ),
} );

function addVersion( script: Script, call: Call, isFirst: boolean ): Version {
	const { upload, buckets } = call;
	if ( upload === null ) {
		throw new ApiError( 400, 10021, 'There is no upload.' );
	}
	const missing = upload.metadata.bindings?.find(
		( { type, bucket_name: bucket = '' } ) =>
			type === 'r2_bucket' && ! buckets.includes( bucket )
	);
	if ( missing ) {
		throw new ApiError(
			400,
			10085,
			`The R2 bucket "${ missing.bucket_name }" of the binding "${ missing.name }" was not found.`
		);
	}
	return script.add( upload, {
		isStrict: call.query.get( 'bindings_inherit' ) === 'strict',
		now: call.now,
		keepsAnnotations: ! isFirst || call.firstUploadKeepsAnnotations,
	} );
}

const scriptOf = ( { account, path }: Call ): Script =>
	account.script( path.script_name ?? '' );

const TOKEN_STATUS: Handler = ( { tokenEnd } ) => ( {
	id: 'ed17574386854bf78a67040be0a770b0',
	status: 'active',
	...( tokenEnd === null ? {} : { expires_on: tokenEnd } ),
} );

/** What each operation of the contract does. */
export const OPERATION_HANDLERS: Readonly< Record< string, Handler > > = {
	verifyUserToken: TOKEN_STATUS,
	verifyAccountToken: TOKEN_STATUS,
	getAccountSubdomain( { subdomain } ) {
		if ( subdomain === null ) {
			throw new ApiError(
				404,
				10063,
				'You do not have a workers.dev subdomain.'
			);
		}
		return { subdomain };
	},
	listScripts: ( { account } ) =>
		account.scripts.map( ( { name } ) => ( { id: name } ) ),
	putScript( call ) {
		const name = call.path.script_name ?? '';
		const isFirst = ! call.account.has( name );
		const script = call.account.open( name );
		const version = addVersion( script, call, isFirst );
		script.deploy(
			[ { version_id: version.id, percentage: 100 } ],
			{},
			call.now
		);
		call.account.keep( script );
		return {
			id: name,
			etag: etagOf( version.upload ),
			handlers: [ 'fetch' ],
			startup_time_ms: 1,
			created_on: call.now,
			modified_on: call.now,
		};
	},
	deleteScript( { account, path } ) {
		account.remove( path.script_name ?? '' );
		return null;
	},
	listVersions( call ) {
		const { versions } = scriptOf( call );
		const page = Number( call.query.get( 'page' ) ?? 1 );
		const size = Number(
			call.query.get( 'per_page' ) ?? VERSIONS_PER_PAGE
		);
		const listed =
			call.query.get( 'deployable' ) === 'true'
				? versions.slice( 0, MOST_DEPLOYABLE )
				: versions.slice( ( page - 1 ) * size, page * size );
		return { items: listed.map( describeVersion ) };
	},
	createVersion: ( call ) =>
		describeDetails( addVersion( scriptOf( call ), call, false ) ),
	getVersion: ( call ) =>
		describeDetails(
			scriptOf( call ).version( call.path.version_id ?? '' )
		),
	listDeployments: ( call ) => ( {
		deployments: scriptOf( call ).deployments.map( describeDeployment ),
	} ),
	createDeployment( call ) {
		const { versions, annotations = {} } = call.body as {
			versions: readonly Share[];
			annotations?: Record< string, string >;
		};
		return describeDeployment(
			scriptOf( call ).deploy( versions, annotations, call.now )
		);
	},
	getScriptSubdomain: ( call ) => scriptOf( call ).state.subdomain,
	setScriptSubdomain( call ) {
		const { state } = scriptOf( call );
		if ( call.subdomain === null ) {
			throw new ApiError(
				404,
				10063,
				'You do not have a workers.dev subdomain.'
			);
		}
		state.subdomain = {
			...state.subdomain,
			...( call.body as Partial< typeof state.subdomain > ),
		};
		return state.subdomain;
	},
	listSecrets: ( call ) =>
		( scriptOf( call ).versions[ 0 ]?.bindings ?? [] )
			.filter( ( { type } ) => type === 'secret_text' )
			.map( withoutSecret ),
	putSecret( call ) {
		const script = scriptOf( call );
		const [ newest ] = script.versions;
		if ( script.live?.shares[ 0 ]?.version_id !== newest?.id || ! newest ) {
			throw new ApiError(
				400,
				10215,
				'The latest version is not the deployed one.'
			);
		}
		const secret = call.body as {
			name: string;
			text: string;
			type: string;
		};
		const { metadata } = newest.upload;
		const version = script.add(
			{
				...newest.upload,
				metadata: {
					...metadata,
					keep_bindings: [],
					bindings: [
						...newest.bindings.filter(
							( { name } ) => name !== secret.name
						),
						secret,
					],
				},
			},
			{ isStrict: true, now: call.now, keepsAnnotations: false }
		);
		script.deploy(
			[ { version_id: version.id, percentage: 100 } ],
			{},
			call.now
		);
		return { name: secret.name, type: 'secret_text' };
	},
	listDomains: ( { account, query } ) =>
		account.domains
			.map( describeDomain )
			.filter( ( domain ) =>
				[ ...query ].every(
					( [ name, value ] ) =>
						domain[ name as keyof typeof domain ] === value
				)
			),
	putDomain( { account, body } ) {
		const { hostname, service } = body as Record< string, string >;
		const script = account.script( service ?? '' );
		const domain: Domain = {
			id: createHash( 'md5' )
				.update( hostname ?? '' )
				.digest( 'hex' ),
			hostname: hostname ?? '',
			service: script.name,
			zone: account.zoneOf( hostname ?? '' ),
		};
		account.domains = [
			...account.domains.filter( ( { id } ) => id !== domain.id ),
			domain,
		];
		return describeDomain( domain );
	},
	deleteDomain( { account, path } ) {
		const left = account.domains.filter(
			( { id } ) => id !== path.domain_id
		);
		if ( left.length === account.domains.length ) {
			throw new ApiError( 404, 100114, 'No such domain.' );
		}
		account.domains = left;
		return null;
	},
	listRoutes: ( { account, path } ) =>
		account.routes
			.filter( ( { zoneId } ) => zoneId === path.zone_id )
			.map( describeRoute ),
	createRoute( { account, path, body } ) {
		const zone = account.zone( path.zone_id ?? '' );
		const { pattern = '', script } = body as Record< string, string >;
		if ( script !== undefined ) {
			account.script( script );
		}
		account.zoneOf(
			pattern.split( '/' )[ 0 ]?.replace( /^\*\.?/, '' ) ?? ''
		);
		if ( account.routes.some( ( route ) => route.pattern === pattern ) ) {
			throw new ApiError(
				409,
				10020,
				'A route with the same pattern already exists.'
			);
		}
		const route: Route = {
			id: randomUUID().replaceAll( '-', '' ),
			zoneId: zone.id,
			pattern,
			...( script === undefined ? {} : { script } ),
		};
		account.routes = [ ...account.routes, route ];
		return describeRoute( route );
	},
	deleteRoute( { account, path } ) {
		const left = account.routes.filter(
			( { id } ) => id !== path.route_id
		);
		if ( left.length === account.routes.length ) {
			throw new ApiError( 404, 10028, 'No such route.' );
		}
		account.routes = left;
		return null;
	},
};
