/** What stores that know no regions take, and what Amazon's own host without a region means. */
const DEFAULT_REGION = 'us-east-1';

/** Where a host name says the region. */
const HOSTS: readonly RegExp[] = [
	/^(?:[\w-]+\.)?s3[.-](?:dualstack\.|fips\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/,
	/^s3\.([a-z0-9-]+)\.(?:backblazeb2\.com|wasabisys\.com|scw\.cloud|ionoscloud\.com|io\.cloud\.ovh\.\w+)$/,
	/^([a-z0-9-]+)\.(?:digitaloceanspaces\.com|linodeobjects\.com|your-objectstorage\.com|vultrobjects\.com)$/,
];

/**
 * The region that requests to a store are signed for. A signature for another one is refused.
 *
 * @param region   What a person has entered; empty or `auto`: nobody has.
 * @param endpoint Empty: Amazon's own.
 */
export function regionOf( region: string, endpoint: string ): string {
	if ( region !== '' && region !== 'auto' ) {
		return region;
	}
	const host = URL.canParse( endpoint ) ? new URL( endpoint ).hostname : '';
	if ( host.endsWith( '.r2.cloudflarestorage.com' ) ) {
		return 'auto';
	}
	for ( const pattern of HOSTS ) {
		const [ , named ] = pattern.exec( host ) ?? [];
		if ( named !== undefined ) {
			return named;
		}
	}
	return DEFAULT_REGION;
}
