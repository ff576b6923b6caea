import type { TargetPath, TransferPlan } from '@aether/provider-sdk';

/** Hears how a deployment goes on. */
export interface DeploymentListener {
	onPlan: ( plan: TransferPlan ) => void;
	/** `total` and `loaded` are files; `status` says what the target waits for. */
	onProgress: (
		loaded: number,
		total: number,
		bytes: number,
		status?: string
	) => void;
	onRetry: ( path: TargetPath, attempt: number, delayMs: number ) => void;
}
