import { decodeSegment } from '../addresses/canonical-url';
import { placeOf, type ResponseCheck } from './checked-response';
import { credentialIn, credentialName } from './credentials';

/** Names of files that hold secrets, data or history, wherever they lie. */
const PRIVATE_FILES: readonly RegExp[] = [
	/^\.env(?:\..+)?$/,
	/^\.ht(?:passwd|access)$/,
	/^\.(?:npmrc|netrc|aws|ssh|my\.cnf)$/,
	/^id_(?:rsa|dsa|ecdsa|ed25519)$/,
	/^(?:.*[._-])?wp-config(?:[-_.].*)?\.(?:php\.\w+|bak|old|orig|save|txt|swp|zip|gz)$/,
	/^wp-config\.php(?:~|\..+|_.+)$/,
	/\.(?:sql|sqlite3?|log|pem|p12|pfx)(?:\.(?:gz|bz2|xz|zip|zst))?$/,
	/\.wpress$/,
];
const PRIVATE_DIRECTORIES =
	/^(?:\.git|\.svn|\.hg|updraft|ai1wm-backups|backups-dup-(?:lite|pro)|backupbuddy_backups|backwpup-[\w-]+|wpvivid_?backups?)$/;
const ARCHIVE = /\.(?:zip|tar|tgz|tbz2?|rar|7z|tar\.(?:gz|bz2|xz|zst))$/;
/** How people and plugins name an archive of a whole site. */
const SITE_ARCHIVE =
	/(?:^|[._-])(?:backups?|dump|public_html|htdocs|www|wwwroot|wordpress|wp-content|wp-backup|site|website|fullsite|uploads)(?:[._-]|$)/;

const TEXT_TYPE =
	/^\s*(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|x-javascript|ecmascript|yaml|manifest)|image\/svg)/i;

/**
 * Whether a file of this name is an accident waiting for its finder.
 *
 * @param url Canonical.
 */
export function isPrivateFile( url: string ): boolean {
	const { hostname, pathname } = new URL( url );
	const names = pathname
		.split( '/' )
		.map( ( segment ) => decodeSegment( segment ).toLowerCase() );
	const name = names.pop() ?? '';
	const isSiteArchive =
		ARCHIVE.test( name ) &&
		( SITE_ARCHIVE.test( name.replace( ARCHIVE, '' ) ) ||
			name.startsWith( hostname.replace( /^www\./, '' ) ) );
	return (
		isSiteArchive ||
		PRIVATE_FILES.some( ( pattern ) => pattern.test( name ) ) ||
		names.some( ( directory ) => PRIVATE_DIRECTORIES.test( directory ) )
	);
}

const privateFile: ResponseCheck = ( response ) =>
	isPrivateFile( response.url )
		? {
				severity: 'error',
				code: 'private_file',
				message: 'This kind of file must never be public.',
				...placeOf( response ),
				action: 'Delete it from the server, or move it out of the reach of visitors, and remove the link to it. Anybody can load it from WordPress now.',
			}
		: null;

const exposedCredential: ResponseCheck = ( response ) => {
	const credential = TEXT_TYPE.test( response.contentType )
		? credentialIn( response.text() )
		: undefined;
	return credential === undefined
		? null
		: {
				severity: 'error',
				code: 'credential_exposed',
				message: `It contains what looks like ${ credentialName( credential ) }.`,
				values: { credential },
				...placeOf( response ),
				action: 'Revoke the key where it was made, because visitors can read it already; then remove it from the page.',
			};
};

/** What must not leave whatever else is true of the answer: each of them is looked at. */
export const PRIVACY_CHECKS: readonly ResponseCheck[] = [
	privateFile,
	exposedCredential,
];
