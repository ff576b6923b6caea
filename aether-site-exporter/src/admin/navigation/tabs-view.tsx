import type { SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';
import { LazyPart } from '../components/lazy-part';
import type { PageSettings } from '../page-settings';
import type { PublishController } from '../publishing/publish-controller';
import { usePublishController } from '../publishing/use-publish-controller';
import { ProvidersSection } from '../settings/providers-section';
import type { SettingsDocument } from '../settings/settings-api';
import type { Drafts } from '../settings/use-drafts';
import type { Settings } from '../settings/use-settings';
import { TabBar } from './tab-bar';
import type { Tab } from './tabs';
import { useTab } from './use-tab';

interface TabsProps {
	readonly page: PageSettings;
	readonly rest: SiteRest;
	readonly settings: Settings;
	readonly stored: SettingsDocument;
	readonly drafts: Drafts;
	readonly onDirtyRules: ( isDirty: boolean ) => void;
	readonly controller?: PublishController | undefined;
	/** Of the publish that somebody else runs; null: nobody does. */
	readonly runningId: string | null;
}

const loadRules = async () =>
	( await import( /* webpackChunkName: "rules" */ '../rules/rules-section' ) )
		.RulesSection;
const loadHistory = async () =>
	(
		await import(
			/* webpackChunkName: "history" */ '../history/history-section'
		)
	).HistorySection;

/**
 * Everything below the Publish button. A tab that was open keeps what was typed in it.
 *
 * @param props
 */
export function Tabs( props: TabsProps ) {
	const { page, rest, settings, stored, drafts } = props;
	const [ current, open ] = useTab();
	const [ visited, setVisited ] = useState< ReadonlySet< Tab > >( new Set() );
	useEffect(
		() => setVisited( ( before ) => new Set( [ ...before, current ] ) ),
		[ current ]
	);
	const { status } = usePublishController( props.controller ).state;
	const isShown = ( tab: Tab ) => tab === current || visited.has( tab );

	return (
		<>
			<TabBar current={ current } onOpen={ open } />
			<div hidden={ current !== 'providers' }>
				<ProvidersSection
					settings={ settings }
					stored={ stored }
					drafts={ drafts }
					canConfigure={ page.capabilities.configure }
					canPublish={ page.capabilities.publish }
				/>
			</div>
			{ isShown( 'rules' ) && (
				<div hidden={ current !== 'rules' }>
					<LazyPart
						load={ loadRules }
						props={ {
							rest,
							settings,
							stored,
							onDirty: props.onDirtyRules,
							canConfigure: page.capabilities.configure,
							canCount: page.capabilities.publish,
						} }
					/>
				</div>
			) }
			{ isShown( 'history' ) && (
				<div hidden={ current !== 'history' }>
					<LazyPart
						load={ loadHistory }
						props={ {
							rest,
							publishStatus: `${ status } ${ props.runningId }`,
							canPublish: page.capabilities.publish,
						} }
					/>
				</div>
			) }
		</>
	);
}
