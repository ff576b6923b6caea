import { AetherError } from '@aether/provider-sdk';
import type { Finding } from '../events';

/** Codes of the errors that a person decided to publish with; true for all of them. */
export type AcceptedFindings = readonly string[] | true;

export const ACCEPT_NOTHING: AcceptedFindings = [];

/** How many findings an error's message names. */
const NAMED_IN_MESSAGE = 3;

/** Collects what is known about a build, and decides whether it may leave. */
export class Findings {
	readonly #report: ( finding: Finding ) => void;
	readonly #accepts: ( code: string ) => boolean;
	readonly #errors: Finding[] = [];

	/**
	 * @param report   Is told of each finding at once; of an accepted error with `accepted`.
	 * @param accepted
	 */
	constructor(
		report: ( finding: Finding ) => void,
		accepted: AcceptedFindings = ACCEPT_NOTHING
	) {
		this.#report = report;
		this.#accepts = ( code ) =>
			accepted === true || accepted.includes( code );
	}

	/** Errors that nobody accepted. */
	get errorCount(): number {
		return this.#errors.length;
	}

	add( finding: Finding ): void {
		if ( finding.severity === 'warning' ) {
			this.#report( finding );
		} else if ( this.#accepts( finding.code ) ) {
			this.#report( { ...finding, accepted: true } );
		} else {
			this.#errors.push( finding );
			this.#report( finding );
		}
	}

	/**
	 * @throws {AetherError} `build_rejected` when any finding is an error that nobody accepted.
	 */
	assertPublishable(): void {
		if ( this.#errors.length === 0 ) {
			return;
		}
		const named = this.#errors
			.slice( 0, NAMED_IN_MESSAGE )
			.map( describe )
			.join( ' ' );
		const others = this.#errors.length - NAMED_IN_MESSAGE;
		throw new AetherError(
			'build_rejected',
			others > 0 ? `${ named } And ${ others } more.` : named,
			{ details: { errors: this.#errors.length } }
		);
	}
}

const describe = ( { message, url, subject = url }: Finding ): string =>
	subject === undefined ? message : `${ subject }: ${ message }`;
