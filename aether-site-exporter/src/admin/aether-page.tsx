import { Button, Notice, Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { Rest } from '../host/rest';
import { ErrorNotice } from './components/error-notice';
import { RegistryNotices } from './components/registry-notices';
import { useLeaveGuard } from './components/use-leave-guard';
import type { PageSettings } from './page-settings';
import type { PublishController } from './publishing/publish-controller';
import { PublishPanel } from './publishing/publish-panel';
import { ProvidersSection } from './settings/providers-section';
import type { SettingsApi } from './settings/settings-api';
import { useDrafts } from './settings/use-drafts';
import { useSettings } from './settings/use-settings';

interface AetherPageProps {
	readonly page: PageSettings;
	readonly rest: Rest;
	readonly settingsApi: SettingsApi;
	/** Default: the page's own. */
	readonly controller?: PublishController;
}

/**
 * Settings → Aether.
 *
 * @param props
 */
export function AetherPage( props: AetherPageProps ) {
	const { page, rest, settingsApi, controller } = props;
	const { state, reload, save } = useSettings( settingsApi );
	const drafts = useDrafts();
	const hasUnsavedChanges = drafts.dirty.size > 0;
	useLeaveGuard( hasUnsavedChanges );

	const renderBody = () => {
		switch ( state.status ) {
			case 'loading':
				return <Spinner />;
			case 'denied':
				return (
					<Notice status="warning" isDismissible={ false }>
						{ __(
							'You are not allowed to see these settings.',
							'aether-site-exporter'
						) }
					</Notice>
				);
			case 'error':
				return (
					<ErrorNotice error={ state.error }>
						<Button variant="secondary" onClick={ reload }>
							{ __( 'Try again', 'aether-site-exporter' ) }
						</Button>
					</ErrorNotice>
				);
			case 'ready':
				return (
					<>
						{ page.capabilities.publish && (
							<PublishPanel
								rest={ rest }
								hasUnsavedChanges={ hasUnsavedChanges }
								controller={ controller }
							/>
						) }
						<ProvidersSection
							settings={ state.settings }
							drafts={ drafts }
							onSave={ save }
							onReload={ reload }
							canConfigure={ page.capabilities.configure }
							canPublish={ page.capabilities.publish }
						/>
					</>
				);
		}
	};

	return (
		<div className="aether-page">
			<h1>{ __( 'Aether', 'aether-site-exporter' ) }</h1>
			<RegistryNotices />
			{ renderBody() }
		</div>
	);
}
