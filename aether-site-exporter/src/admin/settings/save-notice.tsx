import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import type { SaveState } from './use-saving';

interface SaveNoticeProps {
	readonly state: SaveState;
}

export function SaveNotice( { state }: SaveNoticeProps ) {
	switch ( state.status ) {
		case 'saved':
			return (
				<Notice status="success" isDismissible={ false }>
					{ state.isMerged
						? __(
								'Settings saved. Somebody else had changed other fields meanwhile; both changes are kept.',
								'aether-site-exporter'
							)
						: __( 'Settings saved.', 'aether-site-exporter' ) }
				</Notice>
			);
		case 'invalid':
			return (
				<Notice status="error" isDismissible={ false }>
					{ __(
						'Some fields need your attention; nothing of those providers was saved.',
						'aether-site-exporter'
					) }
				</Notice>
			);
		case 'failed':
			return <ErrorNotice error={ state.error } />;
		default:
			return null;
	}
}
