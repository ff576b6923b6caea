export type { ProviderFieldProps } from './field-props';
export { ProviderField } from './provider-field';
export { ProviderForm } from './provider-form';
export type { ProviderFormProps } from './provider-form';
export { useProvider } from './use-provider';
export { useProviderConfig } from './use-provider-config';
export type { ProviderConfigState } from './use-provider-config';
