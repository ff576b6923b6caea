import type { AetherError } from '@aether/provider-sdk';
import type { PublishEvent } from '../events';
import type {
	ProviderSummary,
	PublishedEnvironment,
	PublishSummary,
	RunProgress,
	SummaryError,
} from '../ports';
import type { PublishRun } from '../workflow/run-publish';

interface RunningProvider {
	readonly providerId: string;
	readonly deploymentType: string;
	readonly environment?: PublishedEnvironment;
	readonly startedAt: number;
}

/** Reads the run's events and says at any time how it stands: what the record keeps and what the heartbeat tells. */
export class SummaryProjection {
	readonly #running = new Map< string, RunningProvider >();
	readonly #providers: ProviderSummary[] = [];
	readonly #overridden = new Set< string >();
	#fraction = 0;
	#step = '';
	#loaded = 0;
	#total: number | null = null;

	get progress(): RunProgress {
		return {
			fraction: this.#fraction,
			step: this.#step,
			loaded: this.#loaded,
			...( this.#total === null ? {} : { total: this.#total } ),
		};
	}

	readonly observe = ( event: PublishEvent ): void => {
		switch ( event.type ) {
			case 'run-progress':
				this.#fraction = event.fraction;
				break;
			case 'step-start':
				this.#step = event.step;
				this.#loaded = 0;
				this.#total = null;
				break;
			case 'step-progress':
				if ( event.step === this.#step ) {
					this.#loaded = event.loaded;
					this.#total = event.total;
				}
				break;
			case 'finding':
				if ( event.finding.accepted ) {
					this.#overridden.add( event.finding.code );
				}
				break;
			case 'provider-start':
				this.#running.set( keyOf( event ), {
					providerId: event.providerId,
					deploymentType: event.deploymentType,
					...( event.environment && {
						environment: event.environment,
					} ),
					startedAt: event.at,
				} );
				break;
			case 'provider-end': {
				const { receipt, uploaded, removed, unchanged, bytes } = event;
				this.#finish( event, {
					success: true,
					receipt,
					uploaded,
					removed,
					unchanged,
					bytes,
				} );
				break;
			}
			case 'provider-error':
				this.#finish( event, {
					success: false,
					error: plainError( event.error ),
				} );
		}
	};

	summarise( run: PublishRun ): PublishSummary {
		const rendered = run.artifacts.renderedSite;
		const isPartial =
			run.status === 'success' &&
			this.#providers.some( ( { success } ) => ! success );
		return {
			status: isPartial ? 'partial' : run.status,
			providers: [ ...this.#providers ],
			pageCount: rendered?.pageCount ?? 0,
			fileCount: rendered?.resources.length ?? 0,
			...( this.#overridden.size > 0
				? { overridden: [ ...this.#overridden ] }
				: {} ),
			...( run.error
				? {
						error:
							run.status === 'failed'
								? stepFailed( run.error )
								: plainError( run.error ),
					}
				: {} ),
		};
	}

	#finish(
		event: PublishEvent & {
			readonly step: string;
			readonly providerId: string;
		},
		outcome: Omit<
			ProviderSummary,
			'providerId' | 'deploymentType' | 'environment' | 'durationMs'
		>
	): void {
		const running = this.#running.get( keyOf( event ) );
		if ( running ) {
			const { startedAt, ...provider } = running;
			this.#running.delete( keyOf( event ) );
			this.#providers.push( {
				...provider,
				...outcome,
				durationMs: event.at - startedAt,
			} );
		}
	}
}

const keyOf = ( event: {
	readonly step: string;
	readonly providerId: string;
} ): string => `${ event.step } ${ event.providerId }`;

const plainError = ( {
	code,
	message,
	details: { field },
}: AetherError ): SummaryError => ( {
	code,
	message,
	...( typeof field === 'string' ? { field } : {} ),
} );

const stepFailed = ( error: AetherError ): SummaryError => ( {
	...plainError( error ),
	message: `Step failed: ${ error.message }`,
} );
