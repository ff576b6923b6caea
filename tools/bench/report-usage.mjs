/**
 * Preloaded into a measured process: writes what it used to the file that AETHER_BENCH_USAGE names, when it ends.
 */
import { writeFileSync } from 'node:fs';

process.once( 'exit', () => {
	const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
	writeFileSync(
		process.env.AETHER_BENCH_USAGE,
		JSON.stringify( {
			peakBytes: maxRSS * 1024,
			cpuMs: ( userCPUTime + systemCPUTime ) / 1000,
		} )
	);
} );
