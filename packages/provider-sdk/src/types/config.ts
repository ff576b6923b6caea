export type ConfigValue = string | number | boolean | readonly string[] | null;

/** A provider's stored configuration. Sensitive fields are never in it. */
export type ProviderConfig = Readonly< Record< string, ConfigValue > > & {
	readonly deployment_types?: readonly string[];
};

export type ConfigFieldType =
	| 'text'
	| 'password'
	| 'email'
	| 'url'
	| 'number'
	| 'textarea'
	| 'select'
	| 'checkbox'
	| 'checkbox_group';

export interface ConfigFieldOption {
	readonly value: string;
	readonly label: string;
	readonly description?: string;
}

/** Shown only while every named field has one of the listed values. */
export type ConfigFieldCondition = Readonly<
	Record< string, ConfigValue | readonly ConfigValue[] >
>;

export interface ConfigField {
	/** Key in the provider's stored configuration. */
	readonly id: string;
	readonly type: ConfigFieldType;
	readonly label: string;
	readonly description?: string;
	readonly required: boolean;
	/** Encrypted at rest, write-only from the browser. */
	readonly sensitive: boolean;
	/** Source of a regular expression that the whole value must match, without anchors or delimiters. */
	readonly pattern?: string;
	/** What a person reads when the value does not match the pattern. */
	readonly patternMessage?: string;
	readonly placeholder?: string;
	/** Smallest number, or shortest text in characters. */
	readonly min?: number;
	/** Largest number, or longest text in characters. */
	readonly max?: number;
	readonly step?: number;
	readonly rows?: number;
	readonly options?: readonly ConfigFieldOption[];
	readonly default?: ConfigValue;
	readonly group?: string;
	readonly showIf?: ConfigFieldCondition;
	/** Returns a message for a person, or nothing when the value is right. */
	readonly validate?: (
		value: ConfigValue,
		config: ProviderConfig
	) => string | null | undefined;
	/** Brings a value into the form that is stored. */
	readonly sanitize?: ( value: ConfigValue ) => ConfigValue;
}

export interface ConfigIssue {
	readonly field: string;
	readonly code:
		'required' | 'type' | 'pattern' | 'min' | 'max' | 'option' | 'custom';
	readonly message: string;
}

/** What a host knows of a stored secret. It never has the value, nor a mask of it. */
export type SecretStatus =
	| 'set'
	| 'unset'
	/** Stored, but cannot be decrypted any more: it must be entered again. */
	| 'unreadable'
	/** Given by a constant of the site; a form cannot change it. */
	| 'constant';
