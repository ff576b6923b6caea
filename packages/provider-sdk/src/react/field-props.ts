import type {
	ConfigField,
	ConfigIssue,
	ConfigValue,
	SecretStatus,
} from '../types';

export interface ProviderFieldProps {
	readonly field: ConfigField;
	/** Undefined shows the field's default. For a secret: undefined keeps the stored one, `null` clears it. */
	readonly value: ConfigValue | undefined;
	/**
	 * @param value Undefined takes an edit back, so that what is stored is kept.
	 */
	readonly onChange: ( value: ConfigValue | undefined ) => void;
	/** What is wrong with the value; shown below the field. */
	readonly issue?: ConfigIssue | undefined;
	/** Secrets only. Default: `unset`. */
	readonly secretStatus?: SecretStatus | undefined;
	readonly disabled?: boolean | undefined;
}
