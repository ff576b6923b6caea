export type * from './events';
export type * from './ports';
export type * from './sentences';
export {
	DEFAULT_CONCURRENCY,
	publishSite,
	type PublishResult,
	type PublishSiteOptions,
} from './publish-site';
export {
	planSite,
	type PlanSiteOptions,
	type ProviderPlan,
	type SitePlan,
} from './plan-site';
export type { EventListener } from './workflow/event-stream';
export { DEFAULT_WORKFLOW, type WorkflowFilter } from './workflow/workflow';
export type {
	PublishArtifacts,
	PublishContext,
	PublishPatch,
	PublishStep,
	Sentence,
	StepConclusion,
	StepProgress,
} from './workflow/step';
export {
	fanOut,
	type FanOutResults,
	type ProviderOutcome,
} from './deploying/fan-out';
export type { Deployment } from './deploying/deploy-to-target';
export type { DeploymentResults } from './deploying/deploy-to-providers';
export { retry, type RetryPolicy } from './async/retry';
export { logEntryOf } from './journal/log-entry';
export {
	activateRelease,
	type ActivatedRelease,
	type Activation,
} from './run/activate-release';
export {
	buildBundle,
	measureBundle,
	type BuildBundleOptions,
	type BundleMeasure,
	type MeasureBundleOptions,
	type SiteBundle,
} from './bundle';
export * from './relay';
export * from './site-rest';
export type { AcceptedFindings } from './gate/findings';
export type { CredentialKind } from './gate/credentials';
export { rulePath } from './rendering/follow-rules';
export {
	compilePattern,
	compileRules,
	DEFAULT_LARGEST_PAGE_LOSS,
	DEFAULT_SMALLEST_PAGE_SHARE,
	NO_RULES,
} from './rules';
