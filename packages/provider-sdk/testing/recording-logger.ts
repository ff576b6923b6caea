import type { Logger } from '../src/types';

export interface LogEntry {
	readonly level: 'debug' | 'warn' | 'error';
	readonly message: string;
	readonly fields?: Readonly< Record< string, unknown > >;
}

export interface RecordingLogger extends Logger {
	readonly entries: readonly LogEntry[];
}

export function recordingLogger(): RecordingLogger {
	const entries: LogEntry[] = [];
	const record =
		( level: LogEntry[ 'level' ] ) =>
		( message: string, fields?: Readonly< Record< string, unknown > > ) => {
			entries.push( {
				level,
				message,
				...( fields === undefined ? {} : { fields } ),
			} );
		};
	return {
		entries,
		debug: record( 'debug' ),
		warn: record( 'warn' ),
		error: record( 'error' ),
	};
}
