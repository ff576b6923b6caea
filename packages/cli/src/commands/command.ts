import type { Logger } from '@aether/provider-sdk';
import type { Arguments } from '../arguments';
import type { ExitCode } from '../exit-codes';
import type { NodeHost, NodeHostOptions } from '../node-host';
import type { Output } from '../output/output';
import type { Style } from '../output/style';

/** What a command may use; it is made anew for each run. */
export interface CommandContext {
	readonly options: Arguments;
	/** Results. */
	readonly stdout: Output;
	/** Progress and complaints. */
	readonly stderr: Output;
	readonly style: Style;
	readonly signal: AbortSignal;
	readonly connection: NodeHostOptions;
	/** Connects to the site; what it holds is freed when the command ends. */
	readonly connect: ( options?: {
		readonly logger?: Logger;
	} ) => Promise< NodeHost >;
}

export type Command = ( context: CommandContext ) => Promise< ExitCode >;
