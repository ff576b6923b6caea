import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { settingsLink } from '../navigation/settings-link';

interface SettingsButtonProps {
	readonly providerId: string;
	/** Of an error: a field of the provider's own that is to blame is where the link leads. */
	readonly details?: Readonly< Record< string, unknown > >;
}

/**
 * Leads from an error to what a person can change about it.
 *
 * @param props
 * @param props.providerId
 * @param props.details
 */
export function SettingsButton( {
	providerId,
	details = {},
}: SettingsButtonProps ) {
	const { field } = details;
	return typeof field === 'string' ? (
		<Button variant="link" href={ settingsLink( providerId, field ) }>
			{ __( 'Go to the field', 'aether-site-exporter' ) }
		</Button>
	) : (
		<Button variant="link" href={ settingsLink( providerId ) }>
			{ __( 'Go to its settings', 'aether-site-exporter' ) }
		</Button>
	);
}
