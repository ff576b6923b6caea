import { nativePrograms } from '../../tests/stands/wordpress/native/programs';
import type { Log, PhpKind } from '../../tests/stands/wordpress';

export interface PhpSearch {
	/** `AETHER_TEST_PHP`, where a person decides. */
	readonly wanted: string | undefined;
	readonly log: Log;
	/** Finds or fetches native PHP; default: from Debian's packages. */
	readonly find?: ( log: Log ) => Promise< unknown >;
}

/**
 * Finds out what the tests' WordPress runs on: native PHP where Debian's packages are to be had, which takes a twelfth of
 * the time; elsewhere PHP in WebAssembly.
 *
 * @param  search
 * @param  search.wanted
 * @param  search.log
 * @param  search.find
 * @throws {Error} When native PHP is wanted and cannot be had.
 */
export async function findPhp( {
	wanted,
	log,
	find = nativePrograms,
}: PhpSearch ): Promise< PhpKind > {
	if ( wanted === 'wasm' ) {
		return wanted;
	}
	try {
		await find( log );
		return 'native';
	} catch ( error ) {
		if ( wanted === 'native' ) {
			throw error;
		}
		log(
			`No native PHP (${ ( error as Error ).message }) The tests take PHP in WebAssembly, and several times as long.`
		);
		return 'wasm';
	}
}
