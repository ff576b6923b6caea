/**
 * The script of Settings → Aether. Other plugins' scripts have registered their providers before, or do so later.
 */
import { ProviderRegistry } from '@aether/provider-sdk';
import { createRoot } from '@wordpress/element';
import { siteRest } from '../host/site-rest';
import { LocalFilesystemProvider } from '../providers/local-filesystem';
import { AetherPage } from './aether-page';
import { readPageSettings } from './page-settings';
import { createSettingsApi } from './settings/settings-api';
import './admin.scss';

ProviderRegistry.getInstance().register(
	'local-filesystem',
	LocalFilesystemProvider
);

function mount(): void {
	const element = document.getElementById( 'aether-admin' );
	if ( element ) {
		createRoot( element ).render(
			<AetherPage
				page={ readPageSettings( element ) }
				rest={ siteRest }
				settingsApi={ createSettingsApi( siteRest ) }
			/>
		);
	}
}

if ( document.readyState === 'loading' ) {
	document.addEventListener( 'DOMContentLoaded', mount );
} else {
	mount();
}
