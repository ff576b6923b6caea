import { SDK_VERSION } from './version';

/** How what a plugin was built with relates to what runs on the page. */
export type SdkAgreement =
	| 'same'
	/** Nothing of the contract is missing or other than the plugin expects. */
	| 'compatible'
	/** The plugin may ask for something that this page does not have yet. */
	| 'page-older'
	/** Of another major version: the contract differs. */
	| 'plugin-outdated'
	| 'page-outdated';

/**
 * Compares by semantic versioning; before 1.0 every minor version is a contract of its own.
 *
 * @param built   Of the SDK that a plugin was built with.
 * @param running Of the page's SDK.
 * @return Null when `built` is no version.
 */
export function compareSdkVersions(
	built: string,
	running: string = SDK_VERSION
): SdkAgreement | null {
	const plugin = parse( built );
	const page = parse( running );
	if ( plugin === null || page === null ) {
		return null;
	}
	const contract = compare( contractOf( plugin ), contractOf( page ) );
	if ( contract !== 0 ) {
		return contract < 0 ? 'plugin-outdated' : 'page-outdated';
	}
	const release = compare( plugin, page );
	if ( release === 0 ) {
		return 'same';
	}
	return release < 0 ? 'compatible' : 'page-older';
}

function parse( version: string ): readonly number[] | null {
	const found = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec( version );
	return found === null ? null : found.slice( 1 ).map( Number );
}

const contractOf = ( [ major = 0, minor = 0 ]: readonly number[] ) =>
	major === 0 ? [ 0, minor ] : [ major ];

/**
 * Negative when the first is smaller.
 *
 * @param one
 * @param other
 */
function compare( one: readonly number[], other: readonly number[] ): number {
	for ( const [ index, part ] of one.entries() ) {
		const difference = part - ( other[ index ] ?? 0 );
		if ( difference !== 0 ) {
			return difference;
		}
	}
	return one.length - other.length;
}
