import type { SiteRest } from '@aether/publish-engine';
import { Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { BundleCard } from './bundle/bundle-card';
import { Loading } from './components/loading';
import { RegistryNotices } from './components/registry-notices';
import { RetryNotice } from './components/retry-notice';
import { useFocusRescue } from './components/use-focus-rescue';
import { useLeaveGuard } from './components/use-leave-guard';
import { Tabs } from './navigation/tabs-view';
import type { PageSettings } from './page-settings';
import type { PlanSite } from './preview/use-preview';
import type { PublishController } from './publishing/publish-controller';
import { PublishPanel } from './publishing/publish-panel';
import { RunningElsewhere } from './publishing/running-elsewhere';
import { useRunningPublish } from './publishing/running-publish';
import { useIsPublishing } from './publishing/use-publish-controller';
import type { SettingsApi } from './settings/settings-api';
import { useDrafts } from './settings/use-drafts';
import { useSettings } from './settings/use-settings';

interface AetherPageProps {
	readonly page: PageSettings;
	readonly rest: SiteRest;
	readonly settingsApi: SettingsApi;
	/** Default: the page's own. */
	readonly controller?: PublishController;
	/** Default: the engine's dry run. */
	readonly planSite?: PlanSite;
}

/**
 * Settings → Aether.
 *
 * @param props
 */
export function AetherPage( props: AetherPageProps ) {
	const { page, rest, settingsApi, controller } = props;
	const settings = useSettings( settingsApi );
	const { state, reload } = settings;
	const isPublishing = useIsPublishing( controller );
	const elsewhere = useRunningPublish(
		rest,
		isPublishing || state.status !== 'ready'
	);
	const drafts = useDrafts();
	const [ hasNewRules, setHasNewRules ] = useState( false );
	const hasUnsavedChanges = drafts.dirty.size > 0 || hasNewRules;
	useLeaveGuard( hasUnsavedChanges );
	const title = useFocusRescue< HTMLHeadingElement >( state.status );

	const renderBody = () => {
		switch ( state.status ) {
			case 'loading':
				return <Loading />;
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
				return <RetryNotice error={ state.error } onRetry={ reload } />;
			case 'ready':
				return (
					<>
						{ page.capabilities.publish ? (
							<PublishPanel
								rest={ rest }
								settings={ state.settings }
								elsewhere={ elsewhere }
								hasUnsavedChanges={ hasUnsavedChanges }
								controller={ controller }
								version={ page.version }
								planSite={ props.planSite }
							/>
						) : (
							elsewhere && (
								<RunningElsewhere
									publish={ elsewhere }
									environments={ state.settings.environments }
								/>
							)
						) }
						<Tabs
							page={ page }
							rest={ rest }
							settings={ settings }
							stored={ state.settings }
							drafts={ drafts }
							onDirtyRules={ setHasNewRules }
							controller={ controller }
							runningId={ elsewhere?.id ?? null }
						/>
						{ page.capabilities.publish && (
							<BundleCard
								rest={ rest }
								choice={ state.settings.bundle }
								onChoose={
									page.capabilities.configure
										? settings.saveBundle
										: undefined
								}
							/>
						) }
					</>
				);
		}
	};

	return (
		<div className="aether-page">
			<h1 ref={ title } tabIndex={ -1 }>
				{ __( 'Aether', 'aether-site-exporter' ) }
			</h1>
			<RegistryNotices />
			{ renderBody() }
		</div>
	);
}
