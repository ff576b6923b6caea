import { AetherError } from '../src/errors';
import type {
	Clock,
	DeploymentManifest,
	DeploymentReceipt,
	DeploymentTarget,
	FinalizeOptions,
	OperationOptions,
	PublishFile,
	PutOptions,
	TransferPlan,
	UrlStyle,
} from '../src/types';

export type FaultyOperation =
	| 'prepare'
	| 'put'
	| 'finalize'
	| 'discard'
	| 'listReleases'
	| 'activateRelease'
	| 'verify';

/** What happens to a call: `before` may hold or end it, `after` may lose its answer. */
interface Fault {
	readonly before?: (
		options: Partial< OperationOptions >
	) => Promise< void >;
	readonly after?: () => void;
}

/** Says what goes wrong with the calls that `FaultyTarget.on()` has picked. */
export interface FaultBuilder {
	/**
	 * The call never reaches the target.
	 *
	 * @param error Default: `network_failed`.
	 */
	fail: ( error?: AetherError ) => FaultyTarget;
	/** The target does its work, and the answer is lost on the way back: `network_failed`. */
	cut: () => FaultyTarget;
	/**
	 * The call reaches the target late.
	 *
	 * @param milliseconds
	 * @param clock
	 */
	delay: ( milliseconds: number, clock: Clock ) => FaultyTarget;
}

/**
 * A target that misbehaves on command, around one that does not.
 *
 * ```js
 * const target = new FaultyTarget( new MemoryTarget() ).on( 'put', 3 ).fail();
 * ```
 */
export class FaultyTarget implements DeploymentTarget {
	readonly atomic: boolean;
	readonly maxConcurrency: number;
	readonly baseUrl: string;
	readonly urlStyle?: UrlStyle;
	readonly listReleases?: NonNullable< DeploymentTarget[ 'listReleases' ] >;
	readonly activateRelease?: NonNullable<
		DeploymentTarget[ 'activateRelease' ]
	>;
	readonly verify?: NonNullable< DeploymentTarget[ 'verify' ] >;
	readonly #inner: DeploymentTarget;
	readonly #faults = new Map< string, Fault >();
	readonly #calls: FaultyOperation[] = [];

	/**
	 * @param inner Its optional operations are there, or absent, here too.
	 */
	constructor( inner: DeploymentTarget ) {
		this.#inner = inner;
		this.atomic = inner.atomic;
		this.maxConcurrency = inner.maxConcurrency;
		this.baseUrl = inner.baseUrl;
		if ( inner.urlStyle !== undefined ) {
			this.urlStyle = inner.urlStyle;
		}
		if ( inner.listReleases ) {
			const listReleases = inner.listReleases.bind( inner );
			this.listReleases = ( options ) =>
				this.#call( 'listReleases', options, () =>
					listReleases( options )
				);
		}
		if ( inner.activateRelease ) {
			const activateRelease = inner.activateRelease.bind( inner );
			this.activateRelease = ( id, options ) =>
				this.#call( 'activateRelease', options, () =>
					activateRelease( id, options )
				);
		}
		if ( inner.verify ) {
			const verify = inner.verify.bind( inner );
			this.verify = ( manifest, options ) =>
				this.#call( 'verify', options, () =>
					verify( manifest, options )
				);
		}
	}

	/** Every call so far, in order. */
	get calls(): readonly FaultyOperation[] {
		return [ ...this.#calls ];
	}

	/**
	 * Picks calls of an operation.
	 *
	 * @param operation
	 * @param nth       The first call is 1.
	 * @param times     How many calls from there on.
	 */
	on( operation: FaultyOperation, nth = 1, times = 1 ): FaultBuilder {
		const arm = ( fault: Fault ): this => {
			for ( let call = nth; call < nth + times; call++ ) {
				this.#faults.set( `${ operation } ${ call }`, fault );
			}
			return this;
		};
		return {
			fail: ( error = networkFailed() ) =>
				arm( {
					before: async () => {
						throw error;
					},
				} ),
			cut: () =>
				arm( {
					after: () => {
						throw networkFailed();
					},
				} ),
			delay: ( milliseconds, clock ) =>
				arm( {
					before: ( { signal } ) =>
						clock.sleep( milliseconds, {
							signal: signal ?? new AbortController().signal,
						} ),
				} ),
		};
	}

	prepare(
		manifest: DeploymentManifest,
		options: OperationOptions
	): Promise< TransferPlan > {
		return this.#call( 'prepare', options, () =>
			this.#inner.prepare( manifest, options )
		);
	}

	put( file: PublishFile, options: PutOptions ): Promise< void > {
		return this.#call( 'put', options, () =>
			this.#inner.put( file, options )
		);
	}

	finalize( options: FinalizeOptions ): Promise< DeploymentReceipt > {
		return this.#call( 'finalize', options, () =>
			this.#inner.finalize( options )
		);
	}

	discard( reason: unknown ): Promise< void > {
		return this.#call( 'discard', {}, () => this.#inner.discard( reason ) );
	}

	async #call< T >(
		operation: FaultyOperation,
		options: Partial< OperationOptions >,
		run: () => Promise< T >
	): Promise< T > {
		this.#calls.push( operation );
		const nth = this.#calls.filter( ( call ) => call === operation ).length;
		const fault = this.#faults.get( `${ operation } ${ nth }` );
		await fault?.before?.( options );
		const result = await run();
		fault?.after?.();
		return result;
	}
}

const networkFailed = (): AetherError =>
	new AetherError( 'network_failed', 'The connection was cut by the test.' );
