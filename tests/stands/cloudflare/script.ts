import { createHash, randomUUID } from 'node:crypto';
import { ApiError } from './api-error';
import type { Binding, Upload } from './upload';

/** Versions at one time before visitors; Cloudflare's tools allow no more. */
const MOST_VERSIONS = 2;
/** Deployments that a listing shows. */
const LISTED_DEPLOYMENTS = 10;

export interface Share {
	readonly version_id: string;
	readonly percentage: number;
}

export interface Version {
	readonly id: string;
	readonly number: number;
	/** ISO 8601. */
	readonly createdOn: string;
	readonly upload: Upload;
	/** Complete: what was inherited or kept included, secrets with their values. */
	readonly bindings: readonly Binding[];
	readonly annotations: Readonly< Record< string, string > >;
}

export interface Deployment {
	readonly id: string;
	readonly createdOn: string;
	readonly shares: readonly Share[];
	readonly annotations: Readonly< Record< string, string > >;
}

/** All that makes a Worker, as plain data. */
export interface ScriptState {
	readonly name: string;
	readonly versions: Version[];
	/** Oldest first. */
	readonly deployments: Deployment[];
	subdomain: { enabled: boolean; previews_enabled: boolean };
}

/** One Worker of the account: its versions, and which of them visitors get. */
export class Script {
	readonly state: ScriptState;

	constructor( state: ScriptState ) {
		this.state = state;
	}

	static named( name: string ): Script {
		return new Script( {
			name,
			versions: [],
			deployments: [],
			subdomain: { enabled: false, previews_enabled: false },
		} );
	}

	get name(): string {
		return this.state.name;
	}

	/** Newest first. */
	get versions(): readonly Version[] {
		return [ ...this.state.versions ].reverse();
	}

	/** Newest first: the first one is live. */
	get deployments(): readonly Deployment[] {
		return [ ...this.state.deployments ]
			.reverse()
			.slice( 0, LISTED_DEPLOYMENTS );
	}

	get live(): Deployment | undefined {
		return this.state.deployments.at( -1 );
	}

	/**
	 * @param  id
	 * @throws {ApiError}
	 */
	version( id: string ): Version {
		const found = this.state.versions.find( ( one ) => one.id === id );
		if ( found === undefined ) {
			throw new ApiError( 404, 10222, 'This version does not exist.' );
		}
		return found;
	}

	/**
	 * @param upload
	 * @param options
	 * @param options.isStrict         Refuses bindings to inherit that are not there.
	 * @param options.now              ISO 8601.
	 * @param options.keepsAnnotations
	 */
	add(
		upload: Upload,
		options: { isStrict: boolean; now: string; keepsAnnotations: boolean }
	): Version {
		const version: Version = {
			id: randomUUID(),
			number: this.state.versions.length + 1,
			createdOn: options.now,
			upload,
			bindings: this.#resolve( upload, options.isStrict ),
			annotations: {
				...( options.keepsAnnotations
					? upload.metadata.annotations
					: {} ),
				'workers/triggered_by': 'upload',
			},
		};
		this.state.versions.push( version );
		return version;
	}

	/**
	 * @param shares
	 * @param annotations
	 * @param now         ISO 8601.
	 */
	deploy(
		shares: readonly Share[],
		annotations: Readonly< Record< string, string > >,
		now: string
	): Deployment {
		const total = shares.reduce(
			( sum, { percentage } ) => sum + percentage,
			0
		);
		const ids = new Set( shares.map( ( share ) => share.version_id ) );
		if (
			total !== 100 ||
			shares.length > MOST_VERSIONS ||
			ids.size !== shares.length
		) {
			throw new ApiError(
				400,
				10219,
				'A deployment has one or two versions whose percentages make 100.'
			);
		}
		for ( const id of ids ) {
			this.version( id );
		}
		const deployment: Deployment = {
			id: randomUUID(),
			createdOn: now,
			shares,
			annotations: {
				...annotations,
				'workers/triggered_by': 'deployment',
			},
		};
		this.state.deployments.push( deployment );
		return deployment;
	}

	#resolve( upload: Upload, isStrict: boolean ): readonly Binding[] {
		const { bindings = [], keep_bindings: kept = [] } = upload.metadata;
		const before = this.state.versions.at( -1 )?.bindings ?? [];
		const named = new Set( bindings.map( ( { name } ) => name ) );
		if ( named.size < bindings.length ) {
			throw new ApiError( 400, 10052, 'Two bindings have one name.' );
		}
		return [
			...bindings.flatMap( ( binding ) => {
				if ( binding.type !== 'inherit' ) {
					return [ binding ];
				}
				const inherited = before.find(
					( { name } ) => name === binding.name
				);
				if ( inherited === undefined && isStrict ) {
					throw new ApiError(
						400,
						10057,
						`The binding "${ binding.name }" cannot be inherited: the version before does not have it.`
					);
				}
				return inherited ? [ inherited ] : [];
			} ),
			...before.filter(
				( { name, type } ) =>
					kept.includes( type ) && ! named.has( name )
			),
		];
	}
}

/**
 * As the API shows a binding: a secret without its value.
 *
 * @param binding
 */
export const withoutSecret = ( binding: Binding ): Binding =>
	binding.type === 'secret_text'
		? { type: binding.type, name: binding.name }
		: binding;

/**
 * @param upload
 */
export function etagOf( upload: Upload ): string {
	const hash = createHash( 'sha256' );
	for ( const { name, contents } of upload.modules ) {
		hash.update( name ).update( contents );
	}
	return hash.digest( 'hex' );
}
