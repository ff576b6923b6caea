import type { DeploymentReceipt } from '@aether/provider-sdk';

/** What a visitor's browser opens, and the local target's directory where no server shows it. */
const OPENED: ReadonlySet< string > = new Set( [ 'https:', 'http:', 'file:' ] );

/**
 * A receipt whose address can be made a link. A host says where a site is; a page that believed all of it would run
 * `javascript:` with the rights of whoever clicks.
 *
 * @param receipt As the target gives it.
 */
export function safeReceipt( receipt: DeploymentReceipt ): DeploymentReceipt {
	const { url, ...rest } = receipt;
	return url === undefined || isOpened( url ) ? receipt : rest;
}

function isOpened( url: string ): boolean {
	try {
		return OPENED.has( new URL( url ).protocol );
	} catch {
		return false;
	}
}
