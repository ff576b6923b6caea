import type { PointerDocument } from './format';

const PREVIEW = 'aether-preview';
const CANARY = 'aether-canary';
const ONE_MONTH = 30 * 24 * 60 * 60;

/** Which release a visitor gets, and what their browser shall remember of it. */
export interface Choice {
	readonly release: string;
	readonly isPreview: boolean;
	/** The answer depends on the visitor, so no shared cache may keep it. */
	readonly isPersonal: boolean;
	readonly setCookie: string | null;
}

const readCookie = ( request: Request, name: string ): string | null => {
	const header = request.headers.get( 'Cookie' ) ?? '';
	for ( const pair of header.split( ';' ) ) {
		const [ key, value ] = pair.trim().split( '=', 2 );
		if ( key === name ) {
			return value ?? '';
		}
	}
	return null;
};

/**
 * The headers that open or end a preview: `?aether-preview=<release id>`, `?aether-preview=off`; null for any other
 * request.
 *
 * @param url Whose path leads nowhere else.
 */
export function previewAddress( url: URL ): Record< string, string > | null {
	const id = url.searchParams.get( PREVIEW );
	if ( id === null || ! /^[\w-]{1,100}$/.test( id ) ) {
		return null;
	}
	const age = id === 'off' ? 0 : 3600;
	const target = new URL( url );
	target.searchParams.delete( PREVIEW );
	return {
		Location: target.pathname + target.search,
		'Set-Cookie': `${ PREVIEW }=${ id }; Path=/; Max-Age=${ age }; HttpOnly; SameSite=Lax`,
	};
}

/**
 * A preview wins over a canary. A visitor draws a number from 0 to 99 once, and keeps it.
 *
 * @param request
 * @param pointer
 * @param random
 */
export function chooseRelease(
	request: Request,
	pointer: PointerDocument,
	random: () => number
): Choice {
	const preview = readCookie( request, PREVIEW );
	if ( preview !== null && preview !== '' ) {
		return {
			release: preview,
			isPreview: true,
			isPersonal: true,
			setCookie: null,
		};
	}
	const { release, canary } = pointer;
	if ( ! canary ) {
		return {
			release,
			isPreview: false,
			isPersonal: false,
			setCookie: null,
		};
	}
	const kept = /^\d{1,2}$/.exec( readCookie( request, CANARY ) ?? '' )?.[ 0 ];
	const draw =
		kept === undefined ? Math.floor( random() * 100 ) : Number( kept );
	return {
		release: draw < canary.percent ? canary.release : release,
		isPreview: false,
		isPersonal: true,
		setCookie:
			kept === undefined
				? `${ CANARY }=${ draw }; Path=/; Max-Age=${ ONE_MONTH }; HttpOnly; SameSite=Lax`
				: null,
	};
}
