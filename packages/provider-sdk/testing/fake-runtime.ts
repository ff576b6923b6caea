import { AetherError } from '../src/errors';
import { ManualClock } from './manual-clock';
import { memoryLedger } from './memory-ledger';
import { recordingLogger } from './recording-logger';
import type {
	ProviderConfig,
	ProviderRuntime,
	RuntimeSite,
	SigningScope,
} from '../src/types';
import type { MemoryLedger } from './memory-ledger';
import type { RecordingLogger } from './recording-logger';

export interface FakeRuntimeOptions< C extends ProviderConfig > {
	/** Default: `test-provider`. */
	readonly providerId?: string;
	/** Without secrets; default: empty. */
	readonly config?: C;
	/** Secrets by field. Like a real host, `fetch` puts them in place of what `secret()` gave out. */
	readonly secrets?: Readonly< Record< string, string > >;
	readonly site?: Partial< RuntimeSite >;
	/** What stands behind `fetch`; default: every call rejects with `network_failed`. */
	readonly fetch?: typeof globalThis.fetch;
	/** What stands behind `rest`; default: every call rejects with `network_failed`. */
	readonly rest?: ProviderRuntime[ 'rest' ];
	readonly clock?: ManualClock;
}

export interface FakeRuntime<
	C extends ProviderConfig = ProviderConfig,
> extends ProviderRuntime< C > {
	readonly clock: ManualClock;
	readonly logger: RecordingLogger;
	/** The same ledger for the same type every time, as WordPress keeps it. */
	readonly ledger: ( deploymentType: string ) => MemoryLedger;
}

const SECRET_PLACEHOLDER = /\{\{aether-secret:([A-Za-z0-9_-]+)\}\}/g;

/**
 * Everything that a provider may touch, in memory: no network, no WordPress, no real time.
 *
 * @param options
 */
export function fakeRuntime< C extends ProviderConfig = ProviderConfig >(
	options: FakeRuntimeOptions< C > = {}
): FakeRuntime< C > {
	const secrets = options.secrets ?? {};
	const ledgers = new Map< string, MemoryLedger >();
	return {
		providerId: options.providerId ?? 'test-provider',
		config: options.config ?? ( {} as C ),
		site: {
			name: 'Test site',
			homeUrl: 'https://wordpress.test/',
			maxRequestBytes: 8 * 1024 * 1024,
			...options.site,
		},
		fetch: withSecrets( options.fetch ?? noNetwork, secrets ),
		rest: options.rest ?? noNetwork,
		secret: ( field ) => `{{aether-secret:${ field }}}`,
		signingKey: ( scope, { signal } ) => {
			signal.throwIfAborted();
			return deriveSigningKey(
				readSecret( secrets, scope.field ),
				scope
			);
		},
		ledger( deploymentType ) {
			const ledger = ledgers.get( deploymentType ) ?? memoryLedger();
			ledgers.set( deploymentType, ledger );
			return ledger;
		},
		logger: recordingLogger(),
		clock: options.clock ?? new ManualClock(),
	};
}

const noNetwork = async (): Promise< Response > => {
	throw new AetherError(
		'network_failed',
		'This test has no network: hand in fetch or rest.'
	);
};

function withSecrets(
	fetch: typeof globalThis.fetch,
	secrets: Readonly< Record< string, string > >
): typeof globalThis.fetch {
	return async ( input, init ) => {
		const headers = new Headers(
			init?.headers ??
				( input instanceof Request ? input.headers : undefined )
		);
		for ( const [ name, value ] of [ ...headers ] ) {
			headers.set(
				name,
				value.replace( SECRET_PLACEHOLDER, ( _, field: string ) =>
					readSecret( secrets, field )
				)
			);
		}
		return fetch( input, { ...init, headers } );
	};
}

function readSecret(
	secrets: Readonly< Record< string, string > >,
	field: string
): string {
	const value = Object.hasOwn( secrets, field )
		? secrets[ field ]
		: undefined;
	if ( value === undefined ) {
		throw new AetherError(
			'contract_violated',
			`This test has no secret for the field "${ field }".`
		);
	}
	return value;
}

/**
 * The key-derivation chain of AWS Signature Version 4.
 *
 * @param secret
 * @param scope
 */
async function deriveSigningKey(
	secret: string,
	scope: SigningScope
): Promise< Uint8Array > {
	let key: Uint8Array = new TextEncoder().encode( `AWS4${ secret }` );
	for ( const part of [
		scope.date,
		scope.region,
		scope.service,
		'aws4_request',
	] ) {
		const hmac = await crypto.subtle.importKey(
			'raw',
			key as Uint8Array< ArrayBuffer >,
			{ name: 'HMAC', hash: 'SHA-256' },
			false,
			[ 'sign' ]
		);
		key = new Uint8Array(
			await crypto.subtle.sign(
				'HMAC',
				hmac,
				new TextEncoder().encode( part )
			)
		);
	}
	return key;
}
