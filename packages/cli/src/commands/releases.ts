import type { Release } from '@aether/provider-sdk';
import { EXIT } from '../exit-codes';
import { writeJsonLine } from '../output/json-lines';
import { formatTable } from '../output/table';
import { count } from '../output/units';
import type { Command, CommandContext } from './command';
import { openTarget } from './open-target';

function writeReleases(
	{ options, stdout, style }: CommandContext,
	providerId: string,
	releases: readonly Release[]
): void {
	if ( options.json ) {
		releases.forEach( ( release ) =>
			writeJsonLine( stdout, { providerId, ...release } )
		);
		return;
	}
	const lines = formatTable(
		releases.map( ( release ) => [
			release.active ? '*' : ' ',
			release.id,
			release.createdAt,
			count( release.fileCount, 'file' ),
			release.visitorsPercent === undefined
				? ''
				: `${ release.visitorsPercent } % of the visitors`,
		] )
	);
	stdout.write( `${ providerId }\n` );
	stdout.write(
		lines.length > 0
			? `${ lines.join( '\n' ) }\n`
			: style.quiet( '  No release yet.\n' )
	);
}

/**
 * `aether releases`
 * @param context
 */
export const releases: Command = async ( context ) => {
	const { options, signal } = context;
	const host = await context.connect();
	const { providers } = host.services;
	const ids =
		options.only.length > 0
			? options.only
			: providers
					.getAllIds()
					.filter( ( id ) =>
						providers
							.get( id )
							?.isDeploymentTypeEnabled( options.type )
					);
	for ( const id of ids ) {
		const target = await openTarget( host, id, options.type, { signal } );
		if ( target.listReleases ) {
			writeReleases(
				context,
				id,
				await target.listReleases( { signal } )
			);
		} else {
			context.stderr.write( `${ id } keeps no releases.\n` );
		}
	}
	if ( ids.length === 0 ) {
		context.stderr.write(
			`No provider receives "${ options.type }". Switch one on in Settings → Aether.\n`
		);
	}
	return EXIT.SUCCESS;
};
