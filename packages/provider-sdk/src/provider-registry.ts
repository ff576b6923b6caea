import { AetherError } from './errors';
import { logError, logWarning } from './log';
import { pageSingleton } from './page-singleton';
import { isProviderClass, PROVIDER_REGISTRATION } from './provider-class';
import {
	filterProviderClass,
	REGISTRATION_FILTER,
	watchLateRegistrationFilters,
} from './registration-filter';
import type { LateRegistrationFilter } from './registration-filter';
import type { ProviderClass, ProviderRegistration } from './provider-class';
import type { Provider, ProviderConfig } from './types';

/** Something that went wrong while plugins registered themselves. The admin page shows each as a notice. */
export interface RegistryProblem {
	/** The provider that it is about; the plugin for `sdk_mismatch`. */
	readonly id: string;
	readonly code:
		| 'invalid_id'
		| 'invalid_class'
		| 'invalid_filter_result'
		| 'already_registered'
		| 'filter_too_late'
		| 'constructor_failed'
		| 'sdk_mismatch';
	readonly severity: 'error' | 'warning';
	/** One sentence. In English where it is meant for the plugin's author. */
	readonly message: string;
}

/** The colon is kept for instances: `cloudflare-r2:eu`. */
const PROVIDER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * The providers of a page, by id.
 *
 * Use `ProviderRegistry.getInstance()`: one registry per page, whichever bundle asks. A registry made with `new` is
 * empty and apart, for tests.
 */
export class ProviderRegistry {
	readonly #classes = new Map< string, ProviderClass >();
	/** Ids by another name for them. */
	readonly #aliases = new Map< string, string >();
	readonly #instances = new Map< string, Provider >();
	readonly #configs = new Map< string, ProviderConfig >();
	#problems: readonly RegistryProblem[] = [];
	readonly #listeners = new Set< () => void >();

	static getInstance(): ProviderRegistry {
		return pageSingleton( 'provider-registry', () => {
			const registry = new ProviderRegistry();
			watchLateRegistrationFilters( ( filter ) =>
				registry.#applyLateFilter( filter )
			);
			return registry;
		} );
	}

	/** What went wrong so far, oldest first; the same array until there is more. */
	get problems(): readonly RegistryProblem[] {
		return this.#problems;
	}

	/**
	 * Makes a provider known. The filter `aether.provider.register` sees the class first and may replace or refuse it.
	 * An id that is taken is refused with a warning.
	 * @param  id            Letters, digits, `.`, `_` and `-`.
	 * @param  providerClass A class that extends `AbstractProvider`.
	 * @throws {AetherError} `contract_violated` for an id or a class that cannot be registered; also a notice.
	 */
	register( id: string, providerClass: ProviderClass ): this {
		if ( typeof id !== 'string' || ! PROVIDER_ID.test( id ) ) {
			throw this.#reject(
				String( id ),
				'invalid_id',
				`"${ id }" cannot be the id of a provider: it takes a letter or digit, then letters, digits, ".", "_" and "-", 64 at most.`
			);
		}
		if ( ! isProviderClass( providerClass ) ) {
			throw this.#reject(
				id,
				'invalid_class',
				`The provider "${ id }" was not registered: register() takes a class that extends AbstractProvider.`
			);
		}
		if ( this.#classes.has( id ) ) {
			this.#report( {
				id,
				code: 'already_registered',
				severity: 'warning',
				message: `The provider "${ id }" is registered already; the later class is refused.`,
			} );
			return this;
		}
		this.#adopt( id, filterProviderClass( providerClass, id ) );
		return this;
	}

	/**
	 * Lets a provider be asked for by another name, too. Lists have its id only, and a provider that is registered under
	 * the name goes before.
	 * @param name
	 * @param id
	 */
	addAlias( name: string, id: string ): this {
		this.#aliases.set( name, id );
		return this;
	}

	/**
	 * @param id
	 * @return False when there was none.
	 */
	unregister( id: string ): boolean {
		if ( ! this.#classes.delete( id ) ) {
			return false;
		}
		this.#dropInstances( ( instanceId ) => baseId( instanceId ) === id );
		this.#notify();
		return true;
	}

	/**
	 * @param idOrAlias A registered id, or one of its instances with a stored configuration.
	 */
	has( idOrAlias: string ): boolean {
		const id = this.#idOf( idOrAlias );
		return (
			this.#classes.has( id ) ||
			( this.#configs.has( id ) && this.#classes.has( baseId( id ) ) )
		);
	}

	/**
	 * The provider, made at the first call and the same from then on. `cloudflare-r2:eu` is a second instance of the
	 * class `cloudflare-r2`, there once a configuration of that id is stored.
	 *
	 * Whatever the provider's constructor throws is thrown.
	 * @param idOrAlias
	 * @return Null for an id that nobody registered.
	 */
	get( idOrAlias: string ): Provider | null {
		const id = this.#idOf( idOrAlias );
		const known = this.#instances.get( id );
		if ( known !== undefined ) {
			return known;
		}
		const providerClass = this.has( id )
			? this.#classes.get( baseId( id ) )
			: undefined;
		if ( providerClass === undefined ) {
			return null;
		}
		const provider = this.#construct( id, providerClass );
		this.#instances.set( id, provider );
		return provider;
	}

	/** Ids in the order in which they were registered. */
	getAllIds(): readonly string[] {
		return [ ...this.#classes.keys() ];
	}

	/** Every id that `get()` answers: each registered one, followed by its further instances. */
	getAllInstanceIds(): readonly string[] {
		return this.getAllIds().flatMap( ( id ) => [
			id,
			...[ ...this.#configs.keys() ].filter(
				( other ) => other !== id && baseId( other ) === id
			),
		] );
	}

	/**
	 * Hands over what is stored, by provider id; secrets are not in it. The host does this before anybody asks whether
	 * a deployment type is enabled, and after every save.
	 * @param configs
	 */
	setConfigs( configs: Readonly< Record< string, ProviderConfig > > ): void {
		this.#configs.clear();
		for ( const [ id, config ] of Object.entries( configs ) ) {
			this.#configs.set( id, config );
		}
		this.#dropInstances( ( id ) => ! this.has( id ) );
		this.#notify();
	}

	/**
	 * @param idOrAlias
	 * @return Null while nothing is stored.
	 */
	getConfig( idOrAlias: string ): ProviderConfig | null {
		return this.#configs.get( this.#idOf( idOrAlias ) ) ?? null;
	}

	/**
	 * Calls back after every change of providers, configurations or problems.
	 * @param listener
	 * @return Ends the subscription.
	 */
	subscribe( listener: () => void ): () => void {
		this.#listeners.add( listener );
		return () => {
			this.#listeners.delete( listener );
		};
	}

	/**
	 * Adds something that a plugin did to `problems`, once.
	 * @param problem
	 */
	reportProblem( problem: RegistryProblem ): void {
		if (
			! this.#problems.some(
				( { message } ) => message === problem.message
			)
		) {
			this.#report( problem );
		}
	}

	#idOf( idOrAlias: string ): string {
		const base = baseId( idOrAlias );
		const id = this.#classes.has( base )
			? base
			: ( this.#aliases.get( base ) ?? base );
		return id + idOrAlias.slice( base.length );
	}

	#adopt( id: string, filtered: unknown ): void {
		if ( isProviderClass( filtered ) ) {
			this.#classes.set( id, filtered );
			this.#notify();
			return;
		}
		this.#classes.delete( id );
		if ( filtered ) {
			this.#report( {
				id,
				code: 'invalid_filter_result',
				severity: 'error',
				message: `The provider "${ id }" was not registered: the filter ${ REGISTRATION_FILTER } made something of it that does not extend AbstractProvider.`,
			} );
		}
		this.#notify();
	}

	#construct( id: string, providerClass: ProviderClass ): Provider {
		let provider: Provider< never >;
		try {
			provider = new providerClass();
		} catch ( error ) {
			this.reportProblem( {
				id,
				code: 'constructor_failed',
				severity: 'error',
				message: `The provider "${ id }" cannot be used: its constructor threw.`,
			} );
			throw error;
		}
		const registration: ProviderRegistration = {
			id,
			storedConfig: () => this.getConfig( id ),
		};
		Object.defineProperty( provider, PROVIDER_REGISTRATION, {
			value: registration,
		} );
		return provider as unknown as Provider;
	}

	#applyLateFilter( filter: LateRegistrationFilter ): void {
		for ( const [ id, providerClass ] of [ ...this.#classes ] ) {
			if ( this.#isInstantiated( id ) ) {
				this.#report( {
					id,
					code: 'filter_too_late',
					severity: 'warning',
					message: `A callback of the filter ${ REGISTRATION_FILTER } from ${ filter.namespace } came too late for the provider "${ id }", which is in use already. Add it in a script that loads earlier.`,
				} );
				continue;
			}
			const filtered = filter.apply( providerClass, id );
			if ( filtered !== providerClass ) {
				this.#adopt( id, filtered );
			}
		}
	}

	#isInstantiated( id: string ): boolean {
		return [ ...this.#instances.keys() ].some(
			( instanceId ) => baseId( instanceId ) === id
		);
	}

	#dropInstances( isGone: ( id: string ) => boolean ): void {
		for ( const id of [ ...this.#instances.keys() ].filter( isGone ) ) {
			this.#instances.delete( id );
		}
	}

	#reject(
		id: string,
		code: RegistryProblem[ 'code' ],
		message: string
	): AetherError {
		this.#report( { id, code, severity: 'error', message } );
		return new AetherError( 'contract_violated', message );
	}

	#report( problem: RegistryProblem ): void {
		this.#problems = [ ...this.#problems, problem ];
		if ( problem.severity === 'error' ) {
			logError( problem.message );
		} else {
			logWarning( problem.message );
		}
		this.#notify();
	}

	#notify(): void {
		for ( const listener of [ ...this.#listeners ] ) {
			try {
				listener();
			} catch ( error ) {
				logError(
					'A subscriber of the provider registry threw.',
					error
				);
			}
		}
	}
}

const baseId = ( id: string ): string => id.split( ':', 1 )[ 0 ] ?? id;
