/*
 * WordPress brings these to the page of the editor; their packages are there for their types only, and large.
 */
declare module '@wordpress/editor' {
	import type { ComponentType, ReactNode } from 'react';

	export const PluginDocumentSettingPanel: ComponentType< {
		readonly name: string;
		readonly title: string;
		readonly children?: ReactNode;
	} >;
}

declare module '@wordpress/plugins' {
	import type { ComponentType } from 'react';

	export function registerPlugin(
		name: string,
		settings: { readonly render: ComponentType }
	): void;
}
