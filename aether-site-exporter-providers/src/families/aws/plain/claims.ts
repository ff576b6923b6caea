import type { PublishFile } from '@aether/provider-sdk';
import { hasSameBytes } from './fingerprint';

/** Stands before a claim, which is no fingerprint that a file can have. */
const CLAIMED = 'claimed\n';

/** What a run that is under way, or died, may have put under a path. */
export interface Claim {
	/** Fingerprint of what was there before; null where nothing of ours was. */
	readonly was: string | null;
	/** Fingerprints of what runs have set out to put there since, the oldest first. */
	readonly may: readonly string[];
}

/**
 * Null for what is no claim: a file that is there for sure.
 *
 * @param entry Of the manifest.
 */
export function readClaim( entry: string ): Claim | null {
	if ( ! entry.startsWith( CLAIMED ) ) {
		return null;
	}
	const [ was, ...may ] = JSON.parse( entry.slice( CLAIMED.length ) ) as [
		string | null,
		...string[],
	];
	return { was, may };
}

/**
 * The entry of a path to which a run sets out to put a file.
 *
 * @param before      The entry that it has.
 * @param fingerprint
 */
export function claimOf(
	before: string | undefined,
	fingerprint: string
): string {
	const { was, may } = ( before === undefined
		? null
		: readClaim( before ) ) ?? { was: before ?? null, may: [] };
	const others = may.filter( ( other ) => other !== fingerprint );
	return CLAIMED + JSON.stringify( [ was, ...others, fingerprint ] );
}

/**
 * Whether an object with the bytes of this file can only be what a run put there, with the headers that it shall have.
 *
 * @param claim
 * @param claim.was
 * @param claim.may
 * @param file
 * @param fingerprint Of the file.
 */
export const isOnlyMeaning = (
	{ was, may }: Claim,
	file: PublishFile,
	fingerprint: string
): boolean =>
	may.includes( fingerprint ) &&
	[ was, ...may ].every(
		( other ) =>
			other === null ||
			other === fingerprint ||
			! hasSameBytes( other, file )
	);
