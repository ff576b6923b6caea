import { publishSite, type PublishSummary } from '@aether/publish-engine';
import { EXIT, exitCodeFor } from '../exit-codes';
import type { Style } from '../output/style';
import { count } from '../output/units';
import type { Command } from './command';
import { withEngine } from './engine-run';

/**
 * A run without a single provider succeeds at nothing, which is not what a cron job wants to hear.
 *
 * @param summary
 */
const hasReachedNobody = ( summary: PublishSummary ): boolean =>
	summary.status === 'success' && summary.providers.length === 0;

function conclusion( summary: PublishSummary, style: Style ): string {
	const size = `${ count( summary.pageCount, 'page' ) }, ${ count( summary.fileCount, 'file' ) }`;
	const reached = summary.providers.filter(
		( { success } ) => success
	).length;
	const of = `${ reached } of ${ count( summary.providers.length, 'provider' ) }`;
	if ( hasReachedNobody( summary ) ) {
		return style.bad(
			'Not published: no provider is switched on. Settings → Aether is the place.'
		);
	}
	switch ( summary.status ) {
		case 'success':
			return style.good( `Published to ${ of }: ${ size }.` );
		case 'partial':
			return style.doubtful( `Published to ${ of } only: ${ size }.` );
		case 'cancelled':
			return style.doubtful(
				summary.error?.message ??
					'Cancelled. Visitors see what they saw before; publish again to continue.'
			);
		case 'failed':
			return style.bad(
				`Not published: ${ summary.error?.message ?? 'no provider took the site.' }`
			);
	}
}

/**
 * `aether publish`
 * @param context
 */
export const publish: Command = async ( context ) => {
	const summary = await withEngine( context, ( { options } ) =>
		publishSite( {
			...options,
			takeOver: context.options.takeOver,
		} )
	);
	if ( ! context.options.json ) {
		context.stdout.write( `${ conclusion( summary, context.style ) }\n` );
	}
	return hasReachedNobody( summary )
		? EXIT.FAILURE
		: exitCodeFor( summary.status );
};
