import { ApiError, unknownScript } from './api-error';
import { Script, type ScriptState } from './script';

/** A domain whose DNS belongs to this account. */
export interface Zone {
	readonly id: string;
	readonly name: string;
}

export interface Domain {
	readonly id: string;
	readonly hostname: string;
	readonly service: string;
	readonly zone: Zone;
}

export interface Route {
	readonly id: string;
	readonly zoneId: string;
	readonly pattern: string;
	readonly script?: string;
}

/** All that the account keeps, as plain data. */
export interface AccountState {
	readonly scripts: readonly ScriptState[];
	readonly domains: readonly Domain[];
	readonly routes: readonly Route[];
}

/** Lower case, digits, hyphens and underscores; not longer than a label of a host name. */
const SCRIPT_NAME = /^[a-z0-9][a-z0-9_-]{0,62}$/;

/** One account: its Workers and the addresses that lead to them. */
export class Account {
	readonly zones: readonly Zone[];
	readonly #scripts = new Map< string, Script >();
	domains: readonly Domain[] = [];
	routes: readonly Route[] = [];

	constructor( zones: readonly Zone[] ) {
		this.zones = zones;
	}

	get scripts(): readonly Script[] {
		return [ ...this.#scripts.values() ];
	}

	/**
	 * @param  name
	 * @throws {ApiError} For a Worker that was never uploaded.
	 */
	script( name: string ): Script {
		const script = this.#scripts.get( name );
		if ( script === undefined ) {
			throw unknownScript();
		}
		return script;
	}

	has( name: string ): boolean {
		return this.#scripts.has( name );
	}

	/**
	 * Makes room for a Worker, or finds it.
	 *
	 * @param name
	 */
	open( name: string ): Script {
		if ( ! SCRIPT_NAME.test( name ) ) {
			throw new ApiError( 400, 10016, 'Invalid Worker name.' );
		}
		return this.#scripts.get( name ) ?? Script.named( name );
	}

	keep( script: Script ): void {
		this.#scripts.set( script.name, script );
	}

	remove( name: string ): void {
		this.script( name );
		this.#scripts.delete( name );
		this.domains = this.domains.filter(
			( { service } ) => service !== name
		);
		this.routes = this.routes.filter( ( { script } ) => script !== name );
	}

	/**
	 * The zone that a host name lies in.
	 *
	 * @param  hostname
	 * @throws {ApiError}
	 */
	zoneOf( hostname: string ): Zone {
		const zone = this.zones.find(
			( { name } ) =>
				hostname === name || hostname.endsWith( `.${ name }` )
		);
		if ( zone === undefined ) {
			throw new ApiError(
				400,
				100101,
				`No zone of this account has the host name ${ hostname }.`
			);
		}
		return zone;
	}

	/**
	 * @param  id
	 * @throws {ApiError}
	 */
	zone( id: string ): Zone {
		const zone = this.zones.find( ( one ) => one.id === id );
		if ( zone === undefined ) {
			throw new ApiError( 404, 7003, 'No such zone.' );
		}
		return zone;
	}

	get state(): AccountState {
		return {
			scripts: this.scripts.map( ( { state } ) => state ),
			domains: this.domains,
			routes: this.routes,
		};
	}

	restore( { scripts, domains, routes }: AccountState ): void {
		this.#scripts.clear();
		for ( const state of scripts ) {
			this.#scripts.set( state.name, new Script( state ) );
		}
		this.domains = domains;
		this.routes = routes;
	}
}
