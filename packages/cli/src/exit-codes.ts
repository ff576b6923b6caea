import type { PublishSummary } from '@aether/publish-engine';

/** What the shell gets; documented in docs/cli.md. */
export const EXIT = {
	SUCCESS: 0,
	FAILURE: 1,
	/** Some providers got the site, others did not. */
	PARTIAL: 2,
	/** The command line was wrong; `EX_USAGE` of sysexits. */
	USAGE: 64,
	/** As a shell reports a program that ended by Ctrl-C. */
	CANCELLED: 130,
} as const;

export type ExitCode = ( typeof EXIT )[ keyof typeof EXIT ];

const BY_STATUS: Readonly< Record< PublishSummary[ 'status' ], ExitCode > > = {
	success: EXIT.SUCCESS,
	partial: EXIT.PARTIAL,
	failed: EXIT.FAILURE,
	cancelled: EXIT.CANCELLED,
};

export const exitCodeFor = ( status: PublishSummary[ 'status' ] ): ExitCode =>
	BY_STATUS[ status ];
