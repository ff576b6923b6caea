export interface PipelineOptions< Item, Loaded > {
	/** Loads in flight, asked before each. Minimum: 1. */
	readonly concurrency: () => number;
	/** The next item, or undefined while there is none; asked again whenever an item is done. */
	readonly take: () => Item | undefined;
	readonly load: ( item: Item ) => Promise< Loaded >;
	/** May make more items. */
	readonly process: ( item: Item, loaded: Loaded ) => Promise< void >;
}

/**
 * Loads items and processes what came, until none is left. While one body is processed the next is under way; as many
 * bodies as there are loads may wait for their processing, so that memory stays bounded.
 *
 * The first rejection stops it: nothing further is taken, and it rejects when what is in flight has settled.
 *
 * @param options
 */
export function runPipeline< Item, Loaded >(
	options: PipelineOptions< Item, Loaded >
): Promise< void > {
	const { concurrency, take, load, process } = options;
	return new Promise( ( resolve, reject ) => {
		let loading = 0;
		let processing = 0;
		let failure: { readonly reason: unknown } | undefined;

		const pump = () => {
			while (
				! failure &&
				loading < concurrency() &&
				loading + processing < concurrency() * 2
			) {
				const item = take();
				if ( item === undefined ) {
					break;
				}
				loading++;
				run( item );
			}
			if ( loading + processing === 0 ) {
				if ( failure ) {
					reject( failure.reason );
				} else {
					resolve();
				}
			}
		};
		const run = async ( item: Item ) => {
			let isLoaded = false;
			try {
				const loaded = await load( item );
				isLoaded = true;
				loading--;
				processing++;
				pump();
				await process( item, loaded );
			} catch ( reason ) {
				failure ??= { reason };
			} finally {
				if ( isLoaded ) {
					processing--;
				} else {
					loading--;
				}
				pump();
			}
		};
		pump();
	} );
}
