import { AetherError, type OperationOptions } from '@aether/provider-sdk';
import {
	type CORSRule,
	GetBucketCorsCommand,
	PutBucketCorsCommand,
} from '@aws-sdk/client-s3';
import type { SendCommand } from './send-command';

const METHODS = [ 'GET', 'HEAD', 'PUT', 'POST', 'DELETE' ] as const;

/** What the signer and the commands send. One by one: not every store takes `*`. */
const REQUEST_HEADERS = [
	'authorization',
	'cache-control',
	'content-encoding',
	'content-md5',
	'content-type',
	'if-match',
	'if-none-match',
	'x-amz-content-sha256',
	'x-amz-date',
] as const;

/** What a page may read of an answer; anything else is hidden from it. */
const ANSWER_HEADERS = [ 'ETag', 'Retry-After' ] as const;

/** Browsers ask again after two hours at the latest. Seconds. */
const MAX_AGE_SECONDS = 7_200;

/** Pages of an origin, and what they may do: publish, or look at what is published. */
export interface Caller {
	readonly origin: string;
	readonly may: 'publish' | 'read';
}

/** Where people open a bundle; its pages fetch it themselves. */
export const PLAYGROUND: Caller = {
	origin: 'https://playground.wordpress.net',
	may: 'read',
};

/** Changes which pages may call a bucket. */
export interface BucketCors {
	/**
	 * Adds a rule for each caller that no rule allows already. The rules of others stay.
	 */
	readonly allow: (
		callers: readonly Caller[],
		options: OperationOptions
	) => Promise< void >;
	/**
	 * Whether no rule allows one of the callers. False where the key may not look at the rules.
	 */
	readonly lacks: (
		callers: readonly Caller[],
		options: OperationOptions
	) => Promise< boolean >;
}

/**
 * @param send
 * @param Bucket
 */
export function bucketCors( send: SendCommand, Bucket: string ): BucketCors {
	const readRules = async ( options: OperationOptions ) => {
		try {
			const { CORSRules = [] } = await send(
				new GetBucketCorsCommand( { Bucket } ),
				options
			);
			return CORSRules;
		} catch ( error ) {
			if (
				AetherError.isInstance( error ) &&
				error.details.storeCode === 'NoSuchCORSConfiguration'
			) {
				return [];
			}
			throw error;
		}
	};
	const findMissing = (
		rules: readonly CORSRule[],
		callers: readonly Caller[]
	) =>
		callers
			.map( ruleFor )
			.filter(
				( wanted ) => ! rules.some( ( rule ) => allows( rule, wanted ) )
			);
	return {
		async lacks( callers, options ) {
			try {
				const rules = await readRules( options );
				return findMissing( rules, callers ).length > 0;
			} catch ( error ) {
				options.signal.throwIfAborted();
				if ( AetherError.isInstance( error ) ) {
					return false;
				}
				throw error;
			}
		},
		async allow( callers, options ) {
			const rules = await readRules( options );
			const missing = findMissing( rules, callers );
			if ( missing.length === 0 ) {
				return;
			}
			await send(
				new PutBucketCorsCommand( {
					Bucket,
					CORSConfiguration: {
						// First: of all rules that match, only the first counts, and another one may hide what we read.
						CORSRules: [
							...missing,
							...rules.filter(
								( { ID } ) =>
									! missing.some( ( rule ) => rule.ID === ID )
							),
						],
					},
				} ),
				options
			);
		},
	};
}

const RIGHTS = {
	publish: {
		AllowedMethods: [ ...METHODS ],
		AllowedHeaders: [ ...REQUEST_HEADERS ],
		ExposeHeaders: [ ...ANSWER_HEADERS ],
	},
	read: {
		AllowedMethods: [ 'GET', 'HEAD' ],
		AllowedHeaders: [ 'range' ],
		ExposeHeaders: [ 'Content-Length', 'Content-Range' ],
	},
} as const;

const ruleFor = ( { origin, may }: Caller ) => {
	const { AllowedMethods, AllowedHeaders, ExposeHeaders } = RIGHTS[ may ];
	return {
		ID: `Aether ${ origin }`.slice( 0, 255 ),
		AllowedOrigins: [ origin ],
		AllowedMethods: [ ...AllowedMethods ],
		AllowedHeaders: [ ...AllowedHeaders ],
		ExposeHeaders: [ ...ExposeHeaders ],
		MaxAgeSeconds: MAX_AGE_SECONDS,
	};
};

/**
 * @param rule   Of the bucket.
 * @param wanted
 */
function allows(
	rule: CORSRule,
	wanted: ReturnType< typeof ruleFor >
): boolean {
	const includesAll = (
		list: readonly string[] = [],
		entries: readonly string[]
	): boolean => {
		const lower = list.map( ( entry ) => entry.toLowerCase() );
		return (
			lower.includes( '*' ) ||
			entries.every( ( entry ) => lower.includes( entry.toLowerCase() ) )
		);
	};
	return (
		includesAll( rule.AllowedOrigins, wanted.AllowedOrigins ) &&
		includesAll( rule.AllowedMethods, wanted.AllowedMethods ) &&
		includesAll( rule.AllowedHeaders, wanted.AllowedHeaders ) &&
		includesAll( rule.ExposeHeaders, wanted.ExposeHeaders )
	);
}
