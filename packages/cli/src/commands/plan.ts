import type { TransferPlan } from '@aether/provider-sdk';
import { planSite, type ProviderPlan } from '@aether/publish-engine';
import { EXIT, exitCodeFor } from '../exit-codes';
import { writeJsonLine } from '../output/json-lines';
import type { Output } from '../output/output';
import type { Style } from '../output/style';
import { count } from '../output/units';
import type { Command } from './command';
import { withEngine } from './engine-run';

/** Longer lists are cut on a screen; `--json` has all of it. */
const LONGEST_LIST = 50;

function writeList(
	stdout: Output,
	entries: readonly { readonly mark: string; readonly text: string }[]
): void {
	for ( const { mark, text } of entries.slice( 0, LONGEST_LIST ) ) {
		stdout.write( `  ${ mark } ${ text }\n` );
	}
	if ( entries.length > LONGEST_LIST ) {
		stdout.write(
			`    and ${ entries.length - LONGEST_LIST } more; --json lists all\n`
		);
	}
}

function writeTransferPlan(
	stdout: Output,
	plan: TransferPlan,
	style: Style
): void {
	writeList(
		stdout,
		plan.uploads.map( ( { path, reason } ) =>
			reason === 'new'
				? { mark: style.good( '+' ), text: path }
				: {
						mark: style.doubtful( '~' ),
						text: `${ path } ${ style.quiet( `(${ reason })` ) }`,
					}
		)
	);
	writeList(
		stdout,
		plan.removals.map( ( path ) => ( {
			mark: style.bad( '-' ),
			text: path,
		} ) )
	);
}

function writeProvider(
	stdout: Output,
	{ providerId, baseUrl, plan, error }: ProviderPlan,
	style: Style
): void {
	if ( error !== undefined || plan === undefined ) {
		stdout.write(
			`${ style.bad( '✗' ) } ${ providerId }: ${ error?.message ?? 'made no plan' }\n`
		);
		return;
	}
	const { uploads, removals, unchanged } = plan;
	stdout.write(
		`${ providerId }${ baseUrl === undefined ? '' : ` → ${ baseUrl }` }: ${ count( uploads.length, 'file' ) } to send, ${ removals.length } to remove, ${ unchanged } unchanged\n`
	);
	writeTransferPlan( stdout, plan, style );
}

/**
 * `aether plan`
 * @param context
 */
export const plan: Command = async ( context ) => {
	const { stdout, style } = context;
	const sitePlan = await withEngine( context, ( { options } ) =>
		planSite( {
			...options,
			onEvent: ( event ) => {
				// A plan sends nothing; the list says what would be sent.
				if ( event.type !== 'provider-end' ) {
					options.onEvent( event );
				}
			},
		} )
	);
	if ( context.options.json ) {
		writeJsonLine( stdout, { type: 'plan', ...sitePlan } );
	} else {
		sitePlan.providers.forEach( ( provider ) =>
			writeProvider( stdout, provider, style )
		);
		if ( sitePlan.error !== undefined ) {
			stdout.write(
				`${ style.bad( '✗' ) } ${ sitePlan.error.message }\n`
			);
		}
	}
	const wouldBeRejected = sitePlan.findings.some(
		( { severity, accepted } ) => severity === 'error' && ! accepted
	);
	return wouldBeRejected ? EXIT.FAILURE : exitCodeFor( sitePlan.status );
};
