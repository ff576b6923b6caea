import { nativePrograms } from '../../tests/stands/wordpress/native/programs';
import type { Log, PhpKind } from '../../tests/stands/wordpress';

/**
 * Finds out what the tests' WordPress runs on: native PHP where Debian's packages are to be had, which takes a twelfth of
 * the time; elsewhere PHP in WebAssembly.
 *
 * @param  wanted `AETHER_TEST_PHP`, where a person decides.
 * @param  log
 * @throws {Error} When native PHP is wanted and cannot be had.
 */
export async function findPhp(
	wanted: string | undefined,
	log: Log
): Promise< PhpKind > {
	if ( wanted === 'wasm' ) {
		return wanted;
	}
	try {
		await nativePrograms( log );
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
