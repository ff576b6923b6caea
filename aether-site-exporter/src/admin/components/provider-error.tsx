import { ProviderRegistry } from '@aether/provider-sdk';
import { ErrorNotice } from './error-notice';
import { SettingsButton } from './settings-button';

interface ProviderErrorProps {
	readonly providerId: string;
	/** Of now, or as the history keeps it. */
	readonly error: {
		readonly code: string;
		readonly message: string;
		readonly field?: string;
		readonly details?: Readonly< Record< string, unknown > >;
	};
}

/**
 * Why a provider did not do what it should, and the way to what can be changed about it.
 *
 * @param props
 * @param props.providerId
 * @param props.error
 */
export function ProviderError( { providerId, error }: ProviderErrorProps ) {
	const { field, details = { field } } = error;
	// The history has providers that nobody registers any more.
	const hasSettings = ProviderRegistry.getInstance()
		.getAllInstanceIds()
		.includes( providerId );
	return (
		<ErrorNotice error={ error }>
			{ hasSettings && (
				<SettingsButton providerId={ providerId } details={ details } />
			) }
		</ErrorNotice>
	);
}
