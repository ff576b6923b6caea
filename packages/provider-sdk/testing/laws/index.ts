import { endingLaws } from './endings';
import { failureLaws } from './failures';
import { historyLaws } from './history';
import { planningLaws } from './planning';
import { visibilityLaws } from './visibility';
import { describeError, LawViolation } from './law';
import type { Law, LawText, TargetUnderTest } from './law';

/** Everything that a deployment target promises. */
export const TARGET_LAWS: readonly Law[] = [
	...visibilityLaws,
	...planningLaws,
	...endingLaws,
	...failureLaws,
	...historyLaws,
];

/**
 * Checks one law; a violation says what it is, what was found and why it matters.
 *
 * @param law
 * @param subject
 */
export async function checkLaw< Subject >(
	law: LawText & { readonly check: ( subject: Subject ) => Promise< void > },
	subject: Subject
): Promise< void > {
	try {
		await law.check( subject );
	} catch ( cause ) {
		throw new LawViolation(
			`Law: ${ law.title }.\nFound: ${ describeError(
				cause
			) }.\nWhy it matters: ${ law.why }`,
			{ cause }
		);
	}
}

export interface LawReport {
	readonly law: Law;
	/** Null: kept. */
	readonly violation: Error | null;
}

/**
 * Checks every law that can be asked, each over a place of its own, without a test runner.
 *
 * @param createSubject Makes a fresh, empty place.
 */
export async function checkLaws(
	createSubject: () => Promise< TargetUnderTest > | TargetUnderTest
): Promise< readonly LawReport[] > {
	const reports: LawReport[] = [];
	for ( const law of TARGET_LAWS ) {
		const subject = await createSubject();
		if ( law.appliesTo?.( subject ) === false ) {
			continue;
		}
		const violation = await checkLaw( law, subject ).then(
			() => null,
			( error: Error ) => error
		);
		reports.push( { law, violation } );
	}
	return reports;
}
