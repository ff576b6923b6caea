import {
	measureScanning,
	type ScanningSpeed,
} from '@aether/publish-engine/testing';
import { median } from './median';
import type { Effort, Rounds } from './rounds';

/** One kind of run; medians over its rounds. */
export interface RunMeasurement {
	readonly wallMs: number;
	/** Processor time of the command. */
	readonly hostCpuMs: number;
	/** Processor time of PHP, database and web server; null where they are not ours to look at. */
	readonly siteCpuMs: number | null;
	/** Peak memory of the command. */
	readonly peakBytes: number;
	/** Speed over the speed of the bare rendering in the same round: 1 would be free. */
	readonly ratio: number;
	/** The same by processor time, which other work on the machine does not change. */
	readonly cpuRatio: number | null;
	/** Of the last round. */
	readonly uploadedFiles: number;
	readonly uploadedBytes: number;
	/** Milliseconds per step of the last round. */
	readonly steps: Readonly< Record< string, number > >;
}

export interface Measurements {
	readonly pages: number;
	readonly files: number;
	readonly rounds: number;
	readonly requests: number;
	readonly bytes: number;
	readonly bareRendering: RunMeasurement;
	/** From nothing to everything. */
	readonly publish: RunMeasurement;
	/** With no change since the last one. */
	readonly unchanged: RunMeasurement;
	/** Of the engine alone, on one core. */
	readonly scanning: ScanningSpeed;
}

const totalCpu = ( { hostCpuMs, siteCpuMs }: Effort ): number | null =>
	siteCpuMs === null ? null : hostCpuMs + siteCpuMs;

function medianOf( values: readonly ( number | null )[] ): number | null {
	const known = values.filter( ( value ) => value !== null );
	return known.length === values.length ? median( known ) : null;
}

/**
 * @param efforts
 * @param bare    The bare rendering of the same rounds.
 */
function condense(
	efforts: readonly Effort[],
	bare: readonly Effort[]
): RunMeasurement {
	const ratios = efforts.map( ( effort, round ) => {
		const reference = bare[ round ] ?? effort;
		const cpu = totalCpu( effort );
		const referenceCpu = totalCpu( reference );
		return {
			wall: reference.wallMs / effort.wallMs,
			cpu:
				cpu === null || referenceCpu === null
					? null
					: referenceCpu / cpu,
		};
	} );
	const last = efforts.at( -1 );
	const provider = last?.summary?.providers[ 0 ];
	return {
		wallMs: median( efforts.map( ( { wallMs } ) => wallMs ) ),
		hostCpuMs: median( efforts.map( ( { hostCpuMs } ) => hostCpuMs ) ),
		siteCpuMs: medianOf( efforts.map( ( { siteCpuMs } ) => siteCpuMs ) ),
		peakBytes: median( efforts.map( ( { peakBytes } ) => peakBytes ) ),
		ratio: median( ratios.map( ( { wall } ) => wall ) ),
		cpuRatio: medianOf( ratios.map( ( { cpu } ) => cpu ) ),
		uploadedFiles: provider?.uploaded ?? 0,
		uploadedBytes: provider?.bytes ?? 0,
		steps: last?.steps ?? {},
	};
}

/** Milliseconds that this process had a core. */
function processorTime(): number {
	const { user, system } = process.cpuUsage();
	return ( user + system ) / 1000;
}

/**
 * What the rounds come to, with the engine's speed measured in this process.
 *
 * @param rounds
 */
export function summarise( rounds: Rounds ): Measurements {
	return {
		pages: rounds.pages,
		files: rounds.files,
		rounds: rounds.bare.length,
		requests: rounds.requests,
		bytes: rounds.bytes,
		bareRendering: condense( rounds.bare, rounds.bare ),
		publish: condense( rounds.full, rounds.bare ),
		unchanged: condense( rounds.unchanged, rounds.bare ),
		scanning: measureScanning( undefined, processorTime ),
	};
}
