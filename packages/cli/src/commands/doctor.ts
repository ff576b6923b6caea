import { toAetherError } from '@aether/provider-sdk';
import { nextAction } from '../advice';
import {
	failed,
	type Check,
	type Diagnosis,
	type Patient,
} from '../doctor/check';
import { authenticated, reachable } from '../doctor/connection-checks';
import { providers } from '../doctor/provider-checks';
import {
	frontPage,
	permalinks,
	plugin,
	settings,
	versions,
} from '../doctor/site-checks';
import { EXIT } from '../exit-codes';
import { createRestClient } from '../node-host';
import { writeJsonLine } from '../output/json-lines';
import type { Style } from '../output/style';
import type { Command } from './command';

const CHECKS: readonly Check[] = [
	reachable,
	authenticated,
	plugin,
	versions,
	permalinks,
	frontPage,
	settings,
	providers,
];

async function diagnose(
	check: Check,
	patient: Patient
): Promise< readonly Diagnosis[] > {
	try {
		return await check.run( patient );
	} catch ( cause ) {
		patient.signal.throwIfAborted();
		const error = toAetherError( cause );
		return failed( error, nextAction( error ) ?? 'Try again.' );
	}
}

function format( diagnosis: Diagnosis, style: Style ): string {
	const mark = {
		ok: style.good( '✓' ),
		warning: style.doubtful( '!' ),
		failed: style.bad( '✗' ),
	}[ diagnosis.status ];
	const action =
		diagnosis.action === undefined ? '' : `\n    ${ diagnosis.action }`;
	return `${ mark } ${ diagnosis.message }${ action }\n`;
}

/**
 * `aether doctor`
 * @param context
 */
export const doctor: Command = async ( context ) => {
	const { stdout, style, signal, connection, options } = context;
	const patient: Patient = {
		rest: createRestClient( connection ),
		connection,
		signal,
	};
	let hasFailed = false;
	for ( const check of CHECKS ) {
		const diagnoses = await diagnose( check, patient );
		for ( const diagnosis of diagnoses ) {
			if ( options.json ) {
				writeJsonLine( stdout, { check: check.id, ...diagnosis } );
			} else {
				stdout.write( format( diagnosis, style ) );
			}
		}
		const failure = diagnoses.some( ( { status } ) => status === 'failed' );
		hasFailed ||= failure;
		if ( failure && check.decisive ) {
			break;
		}
	}
	return hasFailed ? EXIT.FAILURE : EXIT.SUCCESS;
};
