import { __ } from '@wordpress/i18n';

export const TABS = [ 'providers', 'rules', 'history' ] as const;

export type Tab = ( typeof TABS )[ number ];

export function tabLabel( tab: Tab ): string {
	switch ( tab ) {
		case 'providers':
			return __( 'Providers', 'aether-site-exporter' );
		case 'rules':
			return __( 'Rules', 'aether-site-exporter' );
		case 'history':
			return __( 'History', 'aether-site-exporter' );
	}
}

const PARAMETER = 'tab';

/** The tab that the address names; a link to it can be kept and shared. */
export function readTab(): Tab {
	const named = new URLSearchParams( window.location.search ).get(
		PARAMETER
	);
	return TABS.find( ( tab ) => tab === named ) ?? TABS[ 0 ];
}

export function tabAddress( tab: Tab ): string {
	const url = new URL( window.location.href );
	url.hash = '';
	url.searchParams.set( PARAMETER, tab );
	return url.pathname + url.search;
}
