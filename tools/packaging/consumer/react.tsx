/**
 * What an author's compiler must accept, and what it must refuse, of the components.
 */
import { type ConfigIssue, ConfigFieldBuilder } from '@aether/provider-sdk';
import {
	ProviderField,
	ProviderForm,
	useProvider,
	useProviderConfig,
} from '@aether/provider-sdk/react';

export function Settings() {
	const provider = useProvider( 'short' );
	const { config, setConfig, issues, isDirty } = useProviderConfig( 'short' );
	const found: readonly ConfigIssue[] = issues;
	return provider === null ? null : (
		<>
			<ProviderForm
				provider={ provider }
				config={ config }
				onChange={ setConfig }
				issues={ found }
				disabled={ ! isDirty }
			/>
			<ProviderField
				field={ ConfigFieldBuilder.text( 'region' ).build() }
				value={ config.region }
				onChange={ ( region ) =>
					setConfig( { ...config, region: region ?? null } )
				}
			/>
		</>
	);
}

// @ts-expect-error A form without a provider has no fields.
export const empty = <ProviderForm config={ {} } onChange={ () => {} } />;
// @ts-expect-error A provider is asked for by its id.
export const useNobody = () => useProvider();
