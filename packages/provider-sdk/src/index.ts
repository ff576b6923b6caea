export { AbstractProvider } from './abstract-provider';
export { announceBuild } from './announce-build';
export type { PluginBuild } from './announce-build';
export { ConfigFieldBuilder } from './config-field-builder';
export type {
	ConfigFieldChoices,
	ConfigFieldLike,
} from './config-field-builder';
export {
	buildDeploymentTypesField,
	DEPLOYMENT_TYPE_DESCRIPTIONS,
	DEPLOYMENT_TYPE_LABELS,
	DEPLOYMENT_TYPES,
	getDeploymentTypeLabel,
} from './deployment-types';
export type { DeploymentTypes } from './deployment-types';
export { warnDeprecated } from './deprecated';
export type { Deprecation } from './deprecated';
export { computeDigest, createPublishFile, webCryptoHasher } from './digests';
export type { BodyHasher, PublishFileInit } from './digests';
export * from './errors';
export * from './http-error';
export { isFieldShown } from './field-rules';
export { applyContainedFilter } from './hooks';
export type { AetherFilterName, AetherFilters } from './hooks';
export { humanise } from './humanise';
export { planTransfer } from './plan-transfer';
export type { KnownFile } from './plan-transfer';
export { isProviderClass } from './provider-class';
export type { ProviderClass } from './provider-class';
export { ProviderRegistry } from './provider-registry';
export type { RegistryProblem } from './provider-registry';
export { getProvidersForDeploymentType } from './providers-for-deployment-type';
export { sanitizeConfig, sanitizeValue } from './sanitize-config';
export {
	MAX_PATH_BYTES,
	MAX_SEGMENT_BYTES,
	isTargetPath,
	toTargetPath,
} from './target-path';
export type * from './types';
export { canRollBack, RELAYED_HEADER } from './types';
export type {
	DeleteFile,
	UploadContext,
	UploadFile,
	UploadResult,
	UploadSource,
} from './upload-file';
export { validateConfig, validateValue } from './validate-config';
export type { ValidateConfigOptions } from './validate-config';
export { SDK_VERSION } from './version';
export {
	getRegisteredSteps,
	registerStep,
	unregisterStep,
} from './workflow-steps';
export type {
	PublishWorkflow,
	RegisteredSteps,
	StepContext,
	WorkflowStep,
} from './workflow-steps';
