import type { SiteEnvironment } from '@aether/publish-engine';
import {
	Button,
	CheckboxControl,
	SelectControl,
	TextControl,
} from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { providerName } from '../publishing/destinations';
import { LONGEST_NAME, toBaseUrl } from './environment-drafts';
import { FIELD_LABELS, ROBOTS_LABELS } from './environment-words';

interface EnvironmentFormProps {
	readonly environment: SiteEnvironment;
	/** Others, whose providers cannot be in this one. */
	readonly others: readonly SiteEnvironment[];
	/** Ids of all that can be chosen. */
	readonly providerIds: readonly string[];
	/** Undefined while it has none. */
	readonly commandLineId: string | undefined;
	readonly onChange: ( changes: Partial< SiteEnvironment > ) => void;
	readonly onRemove: () => void;
	readonly disabled: boolean;
}

/**
 * One environment.
 *
 * @param props
 */
export function EnvironmentForm( props: EnvironmentFormProps ) {
	const { environment, onChange, disabled } = props;
	const { name, baseUrl, robots } = environment;
	const title =
		name.trim() || __( 'New environment', 'aether-site-exporter' );
	const hasBaseUrl = toBaseUrl( baseUrl ) !== null;
	return (
		<fieldset className="aether-environment">
			<legend>{ title }</legend>
			<TextControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				label={ FIELD_LABELS.name() }
				help={ nameHelp( name, props.commandLineId ) }
				aria-invalid={ name.trim() === '' }
				maxLength={ LONGEST_NAME }
				value={ name }
				onChange={ ( value ) => onChange( { name: value } ) }
				disabled={ disabled }
			/>
			<ProviderChoice { ...props } />
			<TextControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				type="url"
				dir="ltr"
				label={ FIELD_LABELS.baseUrl() }
				help={
					hasBaseUrl
						? __(
								'What canonical links, feeds and sitemaps name, such as https://www.example.com/. Empty: each provider’s own address.',
								'aether-site-exporter'
							)
						: __(
								'Enter an address that begins with http:// or https:// and has no user, query or fragment.',
								'aether-site-exporter'
							)
				}
				aria-invalid={ ! hasBaseUrl }
				value={ baseUrl }
				onChange={ ( value ) => onChange( { baseUrl: value } ) }
				disabled={ disabled }
			/>
			<SelectControl
				__nextHasNoMarginBottom
				__next40pxDefaultSize
				label={ FIELD_LABELS.robots() }
				help={
					robots === 'noindex'
						? __(
								'robots.txt asks them to stay away. That is no lock: what nobody may see needs a password at the host.',
								'aether-site-exporter'
							)
						: undefined
				}
				value={ robots }
				options={ [
					{ value: 'as-site', label: ROBOTS_LABELS[ 'as-site' ]() },
					{ value: 'noindex', label: ROBOTS_LABELS.noindex() },
				] }
				onChange={ ( value ) => onChange( { robots: value } ) }
				disabled={ disabled }
			/>
			{ ! disabled && (
				<p className="aether-actions">
					<Button
						variant="tertiary"
						isDestructive
						__next40pxDefaultSize
						aria-label={ sprintf(
							/* translators: %s: name of an environment. */
							__( 'Remove %s', 'aether-site-exporter' ),
							title
						) }
						onClick={ props.onRemove }
					>
						{ __( 'Remove', 'aether-site-exporter' ) }
					</Button>
				</p>
			) }
		</fieldset>
	);
}

function nameHelp( name: string, id: string | undefined ): string | undefined {
	if ( name.trim() === '' ) {
		return __( 'Give it a name.', 'aether-site-exporter' );
	}
	return id === undefined
		? undefined
		: sprintf(
				/* translators: %s: an option of a command. */
				__( 'On the command line: %s', 'aether-site-exporter' ),
				`--environment ${ id }`
			);
}

/**
 * A provider is in one environment at most.
 *
 * @param props
 */
function ProviderChoice( props: EnvironmentFormProps ) {
	const { environment, others, providerIds, onChange, disabled } = props;
	const { providers } = environment;
	const otherOf = ( id: string ) =>
		others.find( ( other ) => other.providers.includes( id ) );
	const label = ( id: string ): string => {
		const other = otherOf( id );
		return other
			? sprintf(
					/* translators: 1: name of a provider. 2: name of an environment. */
					__( '%1$s (in %2$s)', 'aether-site-exporter' ),
					providerName( id ),
					other.name
				)
			: providerName( id );
	};
	return (
		<fieldset className="aether-choice">
			<legend>{ FIELD_LABELS.providers() }</legend>
			{ providerIds.length === 0 && (
				<p>
					{ __( 'Set up a provider first.', 'aether-site-exporter' ) }
				</p>
			) }
			{ providerIds.map( ( id ) => (
				<CheckboxControl
					key={ id }
					__nextHasNoMarginBottom
					label={ label( id ) }
					checked={ providers.includes( id ) }
					disabled={ disabled || otherOf( id ) !== undefined }
					onChange={ ( isChosen ) =>
						onChange( {
							providers: isChosen
								? [ ...providers, id ]
								: providers.filter( ( one ) => one !== id ),
						} )
					}
				/>
			) ) }
		</fieldset>
	);
}
