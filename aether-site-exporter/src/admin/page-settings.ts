/** What PHP tells the page through `data-bootstrap` of its root element. */
export interface PageSettings {
	readonly capabilities: {
		readonly publish: boolean;
		readonly configure: boolean;
	};
	readonly version: string;
}

const isRecord = ( value: unknown ): value is Record< string, unknown > =>
	typeof value === 'object' && value !== null;

/**
 * Without a readable attribute the page allows nothing: the REST API decides anyway.
 *
 * @param element
 */
export function readPageSettings( element: HTMLElement ): PageSettings {
	let parsed: unknown;
	try {
		parsed = JSON.parse( element.dataset.bootstrap ?? '' );
	} catch {
		parsed = null;
	}
	const settings = isRecord( parsed ) ? parsed : {};
	const capabilities = isRecord( settings.capabilities )
		? settings.capabilities
		: {};
	return {
		capabilities: {
			publish: capabilities.publish === true,
			configure: capabilities.configure === true,
		},
		version: String( settings.version ?? '' ),
	};
}
