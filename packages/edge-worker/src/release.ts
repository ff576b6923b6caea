import type { ReleaseDocument } from './format';
import { addressKey } from './paths';

export interface Destination {
	readonly location: string;
	readonly status: number;
}

/** A release as this isolate remembers it. */
export interface Release {
	readonly document: ReleaseDocument;
	/** Tells it from another one. The id itself is nothing for visitors: it opens a preview. */
	readonly mark: string;
	/** By `addressKey()`. */
	readonly redirects: ReadonlyMap< string, Destination >;
}

const MARK_LENGTH = 12;

export async function toRelease(
	document: ReleaseDocument
): Promise< Release > {
	const digest = await crypto.subtle.digest(
		'SHA-256',
		new TextEncoder().encode( document.id )
	);
	const hex = [ ...new Uint8Array( digest ) ]
		.map( ( byte ) => byte.toString( 16 ).padStart( 2, '0' ) )
		.join( '' );
	return {
		document,
		mark: hex.slice( 0, MARK_LENGTH ),
		redirects: new Map(
			document.redirects.map( ( { from, to, status } ) => {
				const [ , path = '', search = '' ] =
					/^([^?]*)(.*)$/s.exec( from ) ?? [];
				return [ addressKey( path, search ), { location: to, status } ];
			} )
		),
	};
}
