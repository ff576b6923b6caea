import type { SiteRest } from '@aether/publish-engine';
import { RadioControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { formatNumber } from '../format';
import type { ChoiceDraft, Choices } from './choice';
import { Checks } from './checks';
import { EntriesField } from './entries-field';
import { OptionsField } from './options-field';
import { PluginsField } from './plugins-field';

interface ChoiceFormProps {
	readonly rest: SiteRest;
	readonly choices: Choices;
	readonly draft: ChoiceDraft;
	readonly onChange: ( draft: ChoiceDraft ) => void;
}

/**
 * Which content, which plugins and which of their options travel.
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
			<PluginsField
				plugins={ choices.plugins }
				draft={ draft }
				onChange={ onChange }
			/>
			{ choices.mayChooseOptions && (
				<OptionsField
					rest={ rest }
					chosen={ draft.options }
					onChange={ ( options ) =>
						onChange( { ...draft, options } )
					}
				/>
			) }
		</>
	);
}
