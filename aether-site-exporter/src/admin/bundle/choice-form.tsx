import type { SiteRest } from '@aether/publish-engine';
import { CheckboxControl, RadioControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { formatNumber } from '../format';
import type { Choices, Entry } from './choice';
import { EntriesField } from './entries-field';

/** A choice while a person makes it. */
export interface ChoiceDraft {
	readonly isWhole: boolean;
	readonly plugins: readonly string[];
	readonly postTypes: readonly string[];
	readonly entries: readonly Entry[];
}

interface ChoiceFormProps {
	readonly rest: SiteRest;
	readonly choices: Choices;
	readonly draft: ChoiceDraft;
	readonly onChange: ( draft: ChoiceDraft ) => void;
}

interface ChecksProps {
	readonly legend: string;
	readonly options: readonly {
		readonly value: string;
		readonly label: string;
	}[];
	readonly chosen: readonly string[];
	readonly onChange: ( chosen: readonly string[] ) => void;
}

const Checks = ( { legend, options, chosen, onChange }: ChecksProps ) => (
	<fieldset className="aether-choice">
		<legend>{ legend }</legend>
		{ options.map( ( { value, label } ) => (
			<CheckboxControl
				key={ value }
				__nextHasNoMarginBottom
				label={ label }
				checked={ chosen.includes( value ) }
				onChange={ ( isChosen ) =>
					onChange(
						isChosen
							? [ ...chosen, value ]
							: chosen.filter( ( other ) => other !== value )
					)
				}
			/>
		) ) }
	</fieldset>
);

/**
 * Which content and which plugins travel.
 *
 * @param props
 * @param props.rest
 * @param props.choices
 * @param props.draft
 * @param props.onChange
 */
export function ChoiceForm( {
	rest,
	choices,
	draft,
	onChange,
}: ChoiceFormProps ) {
	return (
		<>
			<RadioControl
				label={ __( 'Content', 'aether-site-exporter' ) }
				selected={ draft.isWhole ? 'whole' : 'chosen' }
				options={ [
					{
						value: 'whole',
						label: __( 'The whole site', 'aether-site-exporter' ),
						description: __(
							'Everything that visitors can see.',
							'aether-site-exporter'
						),
					},
					{
						value: 'chosen',
						label: __( 'Chosen content', 'aether-site-exporter' ),
						description: __(
							'What you choose, with its authors, terms, comments, media and parent pages; the front page, menus and templates always travel.',
							'aether-site-exporter'
						),
					},
				] }
				onChange={ ( value ) =>
					onChange( { ...draft, isWhole: value === 'whole' } )
				}
			/>
			{ ! draft.isWhole && (
				<>
					<Checks
						legend={ __(
							'Whole post types',
							'aether-site-exporter'
						) }
						options={ choices.postTypes.map(
							( { name, label, count } ) => ( {
								value: name,
								label: `${ label } (${ formatNumber(
									count
								) })`,
							} )
						) }
						chosen={ draft.postTypes }
						onChange={ ( postTypes ) =>
							onChange( { ...draft, postTypes } )
						}
					/>
					<EntriesField
						rest={ rest }
						chosen={ draft.entries }
						onChange={ ( entries ) =>
							onChange( { ...draft, entries } )
						}
					/>
				</>
			) }
			{ choices.plugins.length > 0 && (
				<>
					<Checks
						legend={ __( 'Plugins', 'aether-site-exporter' ) }
						options={ choices.plugins.map( ( { file, name } ) => ( {
							value: file,
							label: name,
						} ) ) }
						chosen={ draft.plugins }
						onChange={ ( plugins ) =>
							onChange( { ...draft, plugins } )
						}
					/>
					<p className="aether-field__help">
						{ __(
							'Whoever opens the bundle gets the program of these plugins, without their settings. Choose only what you may give away.',
							'aether-site-exporter'
						) }
					</p>
				</>
			) }
		</>
	);
}
