import { __ } from '@wordpress/i18n';
import { Checks } from './checks';
import type { ChoiceDraft, Choices } from './choice';

interface PluginsFieldProps {
	readonly plugins: Choices[ 'plugins' ];
	readonly draft: ChoiceDraft;
	readonly onChange: ( draft: ChoiceDraft ) => void;
}

/**
 * Which plugins travel, and which of those whoever opens the bundle gets from WordPress.org.
 *
 * @param props
 * @param props.plugins
 * @param props.draft
 * @param props.onChange
 */
export function PluginsField( {
	plugins,
	draft,
	onChange,
}: PluginsFieldProps ) {
	if ( plugins.length === 0 ) {
		return null;
	}
	const options = plugins.map( ( { file, name } ) => ( {
		value: file,
		label: name,
	} ) );
	const chosen = options.filter( ( { value } ) =>
		draft.plugins.includes( value )
	);
	return (
		<>
			<Checks
				legend={ __( 'Plugins', 'aether-site-exporter' ) }
				options={ options }
				chosen={ draft.plugins }
				onChange={ ( files ) =>
					onChange( { ...draft, plugins: files } )
				}
			/>
			<p className="aether-field__help">
				{ __(
					'Whoever opens the bundle gets the program of these plugins, without their settings. Choose only what you may give away.',
					'aether-site-exporter'
				) }
			</p>
			{ chosen.length > 0 && (
				<>
					<Checks
						legend={ __(
							'From WordPress.org instead',
							'aether-site-exporter'
						) }
						options={ chosen }
						chosen={ draft.fromDirectory }
						onChange={ ( fromDirectory ) =>
							onChange( { ...draft, fromDirectory } )
						}
					/>
					<p className="aether-field__help">
						{ __(
							'The bundle names these and their versions instead of carrying them; whoever opens it needs a network. WordPress.org is asked by the name of the plugin whether it has the very same files, so leave out what is private.',
							'aether-site-exporter'
						) }
					</p>
				</>
			) }
		</>
	);
}
