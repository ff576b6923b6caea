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

/** Changes which pages may call a bucket. */
export interface BucketCors {
	/**
	 * Adds a rule for an origin, if no rule allows it already. The rules of others stay.
	 */
	readonly allow: (
		origin: string,
		options: OperationOptions
	) => Promise< void >;
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
	return {
		async allow( origin, options ) {
			const rules = await readRules( options );
			if ( rules.some( ( rule ) => allows( rule, origin ) ) ) {
				return;
			}
			const ours = ruleFor( origin );
			await send(
				new PutBucketCorsCommand( {
					Bucket,
					CORSConfiguration: {
						// First: of all rules that match, only the first counts, and another one may hide what we read.
						CORSRules: [
							ours,
							...rules.filter( ( { ID } ) => ID !== ours.ID ),
						],
					},
				} ),
				options
			);
		},
	};
}

const ruleFor = ( origin: string ): CORSRule => ( {
	ID: `Aether ${ origin }`.slice( 0, 255 ),
	AllowedOrigins: [ origin ],
	AllowedMethods: [ ...METHODS ],
	AllowedHeaders: [ ...REQUEST_HEADERS ],
	ExposeHeaders: [ ...ANSWER_HEADERS ],
	MaxAgeSeconds: MAX_AGE_SECONDS,
} );

function allows( rule: CORSRule, origin: string ): boolean {
	const includesAll = (
		list: readonly string[] = [],
		wanted: readonly string[]
	): boolean => {
		const lower = list.map( ( entry ) => entry.toLowerCase() );
		return (
			lower.includes( '*' ) ||
			wanted.every( ( entry ) => lower.includes( entry.toLowerCase() ) )
		);
	};
	return (
		includesAll( rule.AllowedOrigins, [ origin ] ) &&
		includesAll( rule.AllowedMethods, METHODS ) &&
		includesAll( rule.AllowedHeaders, REQUEST_HEADERS ) &&
		includesAll( rule.ExposeHeaders, ANSWER_HEADERS )
	);
}
