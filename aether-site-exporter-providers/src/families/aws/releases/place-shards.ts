import type { OperationOptions } from '@aether/provider-sdk';
import type { ReleaseDocument, ShardPlace } from './format';
import { MOST_PACKS } from './limits';
import type { PlannedTable } from './planned-table';
import { packsOf, type ReleaseStore } from './release-store';

/**
 * Writes the shards that changed; all of them once they lie in too many objects.
 *
 * @param store
 * @param table
 * @param before       The release whose other shards stay where they are.
 * @param options
 * @param options.mark Of this deployment.
 * @return Where each of the 256 lies.
 */
export async function placeShards(
	store: ReleaseStore,
	table: PlannedTable,
	before: ReleaseDocument | null,
	{ mark, ...options }: OperationOptions & { readonly mark: string }
): Promise< ShardPlace[] > {
	const isScattered =
		before !== null && packsOf( before.shards ).length >= MOST_PACKS;
	const writesAll = before === null || isScattered;
	const written = await store.writeShards(
		table.bodies( writesAll ),
		await store.digestShards( table.contents( writesAll ) ),
		mark,
		options
	);
	return written.map( ( place, index ) =>
		writesAll || table.isChanged( index )
			? place
			: ( before.shards[ index ] ?? null )
	);
}
