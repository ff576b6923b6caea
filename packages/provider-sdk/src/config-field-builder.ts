import { AetherError } from './errors';
import { compilePattern } from './field-rules';
import { humanise } from './humanise';
import type {
	ConfigField,
	ConfigFieldCondition,
	ConfigFieldOption,
	ConfigFieldType,
	ConfigValue,
} from './types';

type FieldDraft = {
	-readonly [ Key in keyof ConfigField ]: ConfigField[ Key ];
};

/** Choices as a list, or as labels by value: `{ auto: 'Automatic', eu: 'Europe' }`. */
export type ConfigFieldChoices =
	| readonly ( ConfigFieldOption | string )[]
	| Readonly< Record< string, string > >;

/** A built field, or a builder of any copy of the SDK. */
export type ConfigFieldLike =
	ConfigField | { readonly build: () => ConfigField };

/** What a stored key may look like: WordPress writes it into an option and a form. */
const FIELD_ID = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/**
 * Describes one field of a provider's settings. The same rules are applied by the form and by WordPress' PHP.
 *
 * ```js
 * ConfigFieldBuilder.text( 'bucket_name' )
 *     .label( 'Bucket' )
 *     .required()
 *     .pattern( '[a-z0-9][a-z0-9-]{1,61}[a-z0-9]', 'Lower-case letters, digits and hyphens.' )
 *     .build();
 * ```
 *
 * `new ConfigFieldBuilder( 'bucket_name' ).text()` is the same. `build()` may be left out where a provider returns its
 * fields.
 */
export class ConfigFieldBuilder {
	readonly #draft: FieldDraft;

	/**
	 * @param id   Key in the stored configuration.
	 * @param type
	 */
	constructor( id = '', type: ConfigFieldType = 'text' ) {
		this.#draft = {
			id,
			type,
			label: '',
			required: false,
			sensitive: type === 'password',
		};
	}

	static text( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'text' );
	}

	/**
	 * A secret: always `sensitive()`.
	 * @param id
	 */
	static password( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'password' );
	}

	static select(
		id: string,
		options?: ConfigFieldChoices
	): ConfigFieldBuilder {
		return withOptions( new ConfigFieldBuilder( id, 'select' ), options );
	}

	static textarea( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'textarea' );
	}

	static checkbox( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'checkbox' );
	}

	/**
	 * Several choices out of a list; the value is an array of the chosen values.
	 * @param id
	 * @param options
	 */
	static checkboxGroup(
		id: string,
		options?: ConfigFieldChoices
	): ConfigFieldBuilder {
		return withOptions(
			new ConfigFieldBuilder( id, 'checkbox_group' ),
			options
		);
	}

	static number( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'number' );
	}

	static email( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'email' );
	}

	/**
	 * An `http` or `https` address.
	 * @param id
	 */
	static url( id: string ): ConfigFieldBuilder {
		return new ConfigFieldBuilder( id, 'url' );
	}

	/**
	 * Builds each; what is built already stays as it is.
	 * @param fields
	 */
	static buildAll( fields: readonly ConfigFieldLike[] ): ConfigField[] {
		return fields.map( buildField );
	}

	text( id?: string ): this {
		return this.#become( 'text', id );
	}

	password( id?: string ): this {
		return this.#become( 'password', id ).sensitive();
	}

	select( id?: string, options?: ConfigFieldChoices ): this {
		return withOptions( this.#become( 'select', id ), options );
	}

	textarea( id?: string ): this {
		return this.#become( 'textarea', id );
	}

	checkbox( id?: string ): this {
		return this.#become( 'checkbox', id );
	}

	checkboxGroup( id?: string, options?: ConfigFieldChoices ): this {
		return withOptions( this.#become( 'checkbox_group', id ), options );
	}

	number( id?: string ): this {
		return this.#become( 'number', id );
	}

	email( id?: string ): this {
		return this.#become( 'email', id );
	}

	url( id?: string ): this {
		return this.#become( 'url', id );
	}

	/**
	 * @param label Default: the humanised id.
	 */
	label( label: string ): this {
		this.#draft.label = label;
		return this;
	}

	/**
	 * @param description Help for a person, below the field.
	 */
	description( description: string ): this {
		this.#draft.description = description;
		return this;
	}

	required( required = true ): this {
		this.#draft.required = required;
		return this;
	}

	/**
	 * The whole value must match.
	 * @param pattern A regular expression or its source; flags are not kept.
	 * @param message What a person reads when it does not match.
	 */
	pattern( pattern: string | RegExp, message?: string ): this {
		this.#draft.pattern =
			typeof pattern === 'string' ? pattern : pattern.source;
		if ( message !== undefined ) {
			this.#draft.patternMessage = message;
		}
		return this;
	}

	placeholder( placeholder: string ): this {
		this.#draft.placeholder = placeholder;
		return this;
	}

	/**
	 * @param value What the form begins with while nothing is stored.
	 */
	default( value: ConfigValue ): this {
		this.#draft.default = value;
		return this;
	}

	options( options: ConfigFieldChoices ): this {
		this.#draft.options = toOptions( options );
		return this;
	}

	/**
	 * @param min Smallest number, or shortest text in characters.
	 */
	min( min: number ): this {
		this.#draft.min = min;
		return this;
	}

	/**
	 * @param max Largest number, or longest text in characters.
	 */
	max( max: number ): this {
		this.#draft.max = max;
		return this;
	}

	/**
	 * @param step What the arrows of a number field add; not a rule.
	 */
	step( step: number ): this {
		this.#draft.step = step;
		return this;
	}

	/**
	 * @param rows Visible lines of a textarea.
	 */
	rows( rows: number ): this {
		this.#draft.rows = rows;
		return this;
	}

	/**
	 * Encrypted at rest, write-only from the browser, never logged, never in the browser's storage. A provider reaches
	 * it through `runtime.secret( id )`.
	 * @param sensitive
	 */
	sensitive( sensitive = true ): this {
		this.#draft.sensitive = sensitive;
		return this;
	}

	/**
	 * @param validate Asked after all other rules. It returns a message for a person, or nothing when the value is
	 *                 right. It runs in the browser and in Node only.
	 */
	validate( validate: NonNullable< ConfigField[ 'validate' ] > ): this {
		this.#draft.validate = validate;
		return this;
	}

	/**
	 * @param sanitize Brings a value into the form that is stored, after the rules of its type. It runs in the browser
	 *                 and in Node only.
	 */
	sanitize( sanitize: NonNullable< ConfigField[ 'sanitize' ] > ): this {
		this.#draft.sanitize = sanitize;
		return this;
	}

	/**
	 * Shows the field only while every named field has the value, or one of the values: `showIf( 'region', 'custom' )`,
	 * `showIf( { region: [ 'custom', 'eu' ], advanced: true } )`. Several calls add up.
	 */
	showIf( condition: ConfigFieldCondition ): this;
	showIf( id: string, value: ConfigValue | readonly ConfigValue[] ): this;
	showIf(
		condition: string | ConfigFieldCondition,
		value: ConfigValue | readonly ConfigValue[] = true
	): this {
		this.#draft.showIf = {
			...this.#draft.showIf,
			...( typeof condition === 'string'
				? { [ condition ]: value }
				: condition ),
		};
		return this;
	}

	/**
	 * @param group Heading under which the form puts this field, with others of the same group.
	 */
	group( group: string ): this {
		this.#draft.group = group;
		return this;
	}

	/**
	 * The finished, frozen field. The builder may go on and build another.
	 * @throws {AetherError} `contract_violated` for an id or a pattern that cannot work, or a select without options.
	 */
	build(): ConfigField {
		const draft = this.#draft;
		if ( ! FIELD_ID.test( draft.id ) ) {
			throw new AetherError(
				'contract_violated',
				`"${ draft.id }" cannot be the id of a field: it takes a letter, then letters, digits, "_" and "-", 64 at most.`
			);
		}
		if ( draft.pattern !== undefined ) {
			assertPattern( draft.id, draft.pattern );
		}
		if (
			( draft.type === 'select' || draft.type === 'checkbox_group' ) &&
			draft.options === undefined
		) {
			throw new AetherError(
				'contract_violated',
				`The field "${ draft.id }" has no options() to choose from.`
			);
		}
		return Object.freeze( {
			...draft,
			label: draft.label === '' ? humanise( draft.id ) : draft.label,
		} );
	}

	#become( type: ConfigFieldType, id: string | undefined ): this {
		this.#draft.type = type;
		this.#draft.id = id ?? this.#draft.id;
		return this;
	}
}

/**
 * @param  field
 * @throws {AetherError} `contract_violated` when it cannot be built.
 */
export const buildField = ( field: ConfigFieldLike ): ConfigField =>
	'build' in field ? field.build() : field;

function withOptions< Builder extends ConfigFieldBuilder >(
	builder: Builder,
	options: ConfigFieldChoices | undefined
): Builder {
	return options === undefined ? builder : builder.options( options );
}

function toOptions( choices: ConfigFieldChoices ): ConfigFieldOption[] {
	if ( isList( choices ) ) {
		return choices.map( ( choice ) =>
			typeof choice === 'string'
				? { value: choice, label: choice }
				: choice
		);
	}
	return Object.entries( choices ).map( ( [ value, label ] ) => ( {
		value,
		label,
	} ) );
}

const isList = (
	choices: ConfigFieldChoices
): choices is Extract< ConfigFieldChoices, readonly unknown[] > =>
	Array.isArray( choices );

function assertPattern( id: string, pattern: string ): void {
	try {
		compilePattern( pattern );
	} catch ( cause ) {
		throw new AetherError(
			'contract_violated',
			`The pattern of the field "${ id }" is no regular expression.`,
			{ cause }
		);
	}
}
