import { __ } from '@wordpress/i18n';
import type { MouseEvent } from 'react';
import { type Tab, tabAddress, tabLabel, TABS } from './tabs';

interface TabBarProps {
	readonly current: Tab;
	readonly onOpen: ( tab: Tab ) => void;
}

const isPlainClick = ( event: MouseEvent ): boolean =>
	! event.metaKey && ! event.ctrlKey && ! event.shiftKey && ! event.altKey;

/**
 * The tabs as WordPress' own screens have them: links, which also open in a window of their own.
 *
 * @param props
 * @param props.current
 * @param props.onOpen
 */
export function TabBar( { current, onOpen }: TabBarProps ) {
	return (
		<nav
			className="nav-tab-wrapper wp-clearfix"
			aria-label={ __( 'Parts of the settings', 'aether-site-exporter' ) }
		>
			{ TABS.map( ( tab ) => (
				<a
					key={ tab }
					href={ tabAddress( tab ) }
					className={
						tab === current ? 'nav-tab nav-tab-active' : 'nav-tab'
					}
					aria-current={ tab === current ? 'page' : undefined }
					onClick={ ( event ) => {
						if ( isPlainClick( event ) ) {
							event.preventDefault();
							onOpen( tab );
						}
					} }
				>
					{ tabLabel( tab ) }
				</a>
			) ) }
		</nav>
	);
}
