import { AetherError, canRollBack } from '@aether/provider-sdk';
import { activateRelease } from '@aether/publish-engine';
import { EXIT } from '../exit-codes';
import { writeJsonLine } from '../output/json-lines';
import { formatFinding } from '../output/milestones';
import { readable } from '../output/readable';
import type { Command } from './command';
import { openTarget } from './open-target';
import { previousRelease } from './previous-release';

/**
 * `aether rollback <provider> [release]`
 * @param context
 */
export const rollback: Command = async ( context ) => {
	const { options, signal, stdout, stderr, style } = context;
	const [ providerId = '', wanted ] = options.operands;
	const host = await context.connect();
	const target = await openTarget( host, providerId, options.type, {
		signal,
	} );
	if ( ! canRollBack( target ) ) {
		throw new AetherError(
			'config_invalid',
			`${ providerId } keeps no releases to go back to.`,
			{ providerId }
		);
	}
	const releases = await target.listReleases( { signal } );
	const release =
		wanted === undefined
			? previousRelease( releases )
			: releases.find( ( { id } ) => id === wanted );
	if ( release === undefined ) {
		throw new AetherError(
			'not_found',
			wanted === undefined
				? 'There is no release before the active one.'
				: `There is no release "${ wanted }". "aether releases" lists them.`,
			{ providerId }
		);
	}
	const { findings, ...receipt } = await activateRelease(
		{
			target,
			releaseId: release.id,
			providerId,
			deploymentType: options.type,
			rest: host.rest.request,
			environments: host.site.environments,
		},
		{
			signal,
			onStatus: ( message ) => stderr.write( `${ message }\n` ),
		}
	);
	if ( options.json ) {
		writeJsonLine( stdout, { providerId, ...receipt, findings } );
	} else {
		stdout.write(
			`${ style.good( '✓' ) } ${ providerId } shows release ${ release.id } of ${ release.createdAt }${ receipt.url === undefined ? '' : ` → ${ receipt.url }` }\n`
		);
		for ( const warning of receipt.warnings ?? [] ) {
			stderr.write(
				`${ style.doubtful( '!' ) } ${ readable( warning ) }\n`
			);
		}
		for ( const finding of findings ) {
			stderr.write(
				`${ readable( formatFinding( finding, style ) ) }\n`
			);
		}
	}
	return EXIT.SUCCESS;
};
