import type { AetherError } from '@aether/provider-sdk';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../admin/components/error-notice';
import { describeError } from '../admin/error-messages';
import { providerName } from '../admin/publishing/destinations';
import type {
	ProviderRun,
	PublishState,
} from '../admin/publishing/publish-state';
import { reachedBy, reachWords } from '../admin/publishing/reach';

interface PublishFailureProps {
	readonly state: PublishState;
	/** The tab that tells all of it. */
	readonly historyUrl: string;
}

type FailedRun = ProviderRun & { readonly error: AetherError };

const hasError = ( run: ProviderRun ): run is FailedRun =>
	run.status === 'failed' && run.error !== undefined;

/**
 * What went wrong with a publish from the editor, where, and the way to the whole story.
 *
 * @param props
 * @param props.state
 * @param props.historyUrl
 */
export function PublishFailure( { state, historyUrl }: PublishFailureProps ) {
	if ( state.status !== 'failed' && state.status !== 'partial' ) {
		return null;
	}
	const error = state.error ?? state.summary?.error;
	return (
		<>
			{ error && (
				<ErrorNotice error={ error }>
					{ error.code !== 'build_rejected' && (
						<p>{ reachWords( reachedBy( state ) ) }</p>
					) }
				</ErrorNotice>
			) }
			<ul>
				{ state.providers.filter( hasError ).map( ( run ) => (
					<li key={ `${ run.step } ${ run.providerId }` }>
						{ inWords( run ) }
					</li>
				) ) }
			</ul>
			<p>
				<a href={ historyUrl }>
					{ __( 'See what happened', 'aether-site-exporter' ) }
				</a>
			</p>
		</>
	);
}

function inWords( { providerId, error }: FailedRun ): string {
	const { title, action } = describeError( error.code );
	return sprintf(
		/* translators: 1: name of a provider. 2: what went wrong there. 3: what to do. */
		__( '%1$s: %2$s. %3$s', 'aether-site-exporter' ),
		providerName( providerId ),
		title,
		action
	);
}
