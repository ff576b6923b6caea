/**
 * The script of the block editor: a panel in the settings of an entry.
 */
import { ProviderRegistry } from '@aether/provider-sdk';
import { useSelect } from '@wordpress/data';
import { PluginDocumentSettingPanel } from '@wordpress/editor';
import { __ } from '@wordpress/i18n';
import { registerPlugin } from '@wordpress/plugins';
import { createSettingsApi } from '../admin/settings/settings-api';
import { siteRest } from '../host/site-rest';
import { LocalFilesystemProvider } from '../providers/local-filesystem';
import { createEditorController } from './editor-controller';
import './editor.scss';
import { EntryPanel } from './entry-panel';
import { PublishWatch } from './publish-watch';

/** Of WordPress' own store, what is asked here. */
interface EditorSelectors {
	readonly getCurrentPostId: () => number | null;
	readonly getCurrentPostAttribute: ( name: string ) => unknown;
	readonly isEditedPostDirty: () => boolean;
}

const controller = createEditorController( createSettingsApi( siteRest ) );
const settingsUrl = 'options-general.php?page=aether';

function PublishedSitePanel() {
	const { postId, savedAt, isDirty } = useSelect( ( select ) => {
		const editor = select( 'core/editor' ) as EditorSelectors;
		return {
			postId: editor.getCurrentPostId(),
			savedAt: String( editor.getCurrentPostAttribute( 'modified_gmt' ) ),
			isDirty: editor.isEditedPostDirty(),
		};
	}, [] );
	return (
		<PluginDocumentSettingPanel
			name="published-site"
			title={ __( 'Published site', 'aether-site-exporter' ) }
		>
			{ postId !== null && (
				<div className="aether-entry">
					<EntryPanel
						rest={ siteRest }
						controller={ controller }
						settingsUrl={ settingsUrl }
						postId={ postId }
						savedAt={ savedAt }
						isDirty={ isDirty }
					/>
				</div>
			) }
		</PluginDocumentSettingPanel>
	);
}

const PublishedSite = () => (
	<>
		<PublishWatch controller={ controller } />
		<PublishedSitePanel />
	</>
);

ProviderRegistry.getInstance().register(
	'local-filesystem',
	LocalFilesystemProvider
);
registerPlugin( 'aether', { render: PublishedSite } );
