import { useState } from '@wordpress/element';
import { isFieldShown } from '../field-rules';
import { validateConfig } from '../validate-config';
import { ProviderField } from './provider-field';
import type {
	ConfigField,
	ConfigIssue,
	ConfigValue,
	Provider,
	ProviderConfig,
	SecretStatus,
} from '../types';

export interface ProviderFormProps {
	readonly provider: Pick< Provider, 'getConfigFields' >;
	/** What is stored plus what the person has changed; secrets only as far as they are being changed. */
	readonly config: ProviderConfig;
	readonly onChange: ( config: ProviderConfig ) => void;
	/** What is known of the stored secrets, by field. */
	readonly secrets?: Readonly< Record< string, SecretStatus > > | undefined;
	/** What WordPress found wrong with the last save. Take them away when the person changes something. */
	readonly issues?: readonly ConfigIssue[] | undefined;
	/** Show every issue; default: those of fields that the person has left. */
	readonly showAllIssues?: boolean | undefined;
	readonly disabled?: boolean | undefined;
}

/**
 * A provider's settings: all fields from `getConfigFields()`, in groups, with their conditions and issues. It keeps no
 * values and saves nothing; `useProviderConfig()` does the first, the host the second.
 *
 * @param props
 */
export function ProviderForm( props: ProviderFormProps ) {
	const { config, secrets, onChange } = props;
	const [ left, setLeft ] = useState< ReadonlySet< string > >( new Set() );
	const fields = props.provider.getConfigFields();
	const local = validateConfig( fields, config, {
		...( secrets === undefined ? {} : { secrets } ),
	} ).filter(
		( issue ) => props.showAllIssues === true || left.has( issue.field )
	);
	const issues = [ ...local, ...( props.issues ?? [] ) ];

	const change = ( id: string, value: ConfigValue | undefined ) => {
		const { [ id ]: _previous, ...others } = config;
		onChange( value === undefined ? others : { ...others, [ id ]: value } );
	};

	const renderField = ( field: ConfigField ) => (
		<div
			key={ field.id }
			className={ `aether-field aether-field--${ field.type }` }
			data-field={ field.id }
			onBlur={ () => setLeft( new Set( left ).add( field.id ) ) }
		>
			<ProviderField
				field={ field }
				value={ config[ field.id ] }
				onChange={ ( value ) => change( field.id, value ) }
				issue={ issues.find( ( issue ) => issue.field === field.id ) }
				secretStatus={ secrets?.[ field.id ] }
				disabled={ props.disabled }
			/>
		</div>
	);

	return (
		<div className="aether-provider-form">
			{ groupFields(
				fields.filter( ( field ) =>
					isFieldShown( field, fields, config )
				)
			).map( ( { group, members } ) =>
				group === undefined ? (
					members.map( renderField )
				) : (
					<fieldset
						key={ `group ${ group }` }
						className="aether-provider-form__group"
					>
						<legend>{ group }</legend>
						{ members.map( renderField ) }
					</fieldset>
				)
			) }
		</div>
	);
}

interface FieldGroup {
	readonly group: string | undefined;
	readonly members: ConfigField[];
}

/**
 * Fields of one group stand together, where its first field stands; fields without a group stand for themselves.
 *
 * @param fields
 */
function groupFields( fields: readonly ConfigField[] ): readonly FieldGroup[] {
	const groups: FieldGroup[] = [];
	for ( const field of fields ) {
		const group = groups.find(
			( known ) =>
				known.group !== undefined && known.group === field.group
		);
		if ( group === undefined ) {
			groups.push( { group: field.group, members: [ field ] } );
		} else {
			group.members.push( field );
		}
	}
	return groups;
}
