import type { Finding } from '../events';
import {
	type CheckedResponse,
	isHtml,
	placeOf,
	type ResponseCheck,
} from './checked-response';
import { isOpenEnded, stopsMidway } from './page-end';
import { PRIVACY_CHECKS } from './private-content';

/** How PHP prints an error with `html_errors` on: element, message, file and line. */
const PHP_ERROR_HTML =
	/<b>(?:Fatal error|Parse error|Recoverable fatal error|Warning|Notice|Deprecated|Strict Standards)<\/b>:[^\n]{1,2000}? in <b>[^<\n]{1,500}<\/b> on line <b>\d+<\/b>/;
/** The same as plain text, at the start of a line; a fatal error brings its stack trace. */
const PHP_ERROR_TEXT =
	/^(?:PHP )?(?:Fatal error|Parse error|Warning|Notice|Deprecated): [^]{1,4000}? on line \d+\s*$/m;
/** In both forms, and seldom elsewhere: spares most pages the expressions. */
const PHP_ERROR_HINT = ' on line ';

const LOGIN_FORM =
	/<form\b[^>]{0,500}\b(?:id=["']?loginform\b|action=["'][^"']{0,500}\/wp-login\.php)/i;
const LOGIN_BODY =
	/<body\b[^>]{0,1000}\bclass=["'][^"']{0,1000}\blogin-action-/i;

/** Spares most pages the expressions. */
const LOGIN_HINT = 'login-action-';

const DATABASE_ERROR = 'Error establishing a database connection';
const MAINTENANCE = 'Briefly unavailable for scheduled maintenance';
const CRITICAL_ERROR = 'There has been a critical error on this website';
/** WordPress' error page is a few kilobytes; a real page that quotes its words is longer. */
const LARGEST_ERROR_PAGE = 16_384;

const isShortPageWith = ( response: CheckedResponse, words: string ): boolean =>
	response.body.length <= LARGEST_ERROR_PAGE &&
	isHtml( response ) &&
	response.text().includes( words );

const emptyBody: ResponseCheck = ( response ) =>
	response.body.length === 0 && response.kind !== 'asset'
		? {
				severity: 'error',
				code: 'page_empty',
				message: 'The site answered with an empty page.',
				...placeOf( response ),
				action: 'Open the address in a private window; an empty page is usually a PHP error that is not shown.',
			}
		: null;

const phpErrorText: ResponseCheck = ( response ) => {
	if ( response.kind === 'asset' ) {
		return null;
	}
	const text = response.text();
	return text.includes( PHP_ERROR_HINT ) &&
		( PHP_ERROR_HTML.test( text ) || PHP_ERROR_TEXT.test( text ) )
		? {
				severity: 'error',
				code: 'php_error_text',
				message: 'The page contains the text of a PHP error.',
				...placeOf( response ),
				action: 'Correct the error, or switch WP_DEBUG_DISPLAY off.',
			}
		: null;
};

const errorPage: ResponseCheck = ( response ) =>
	isShortPageWith( response, DATABASE_ERROR ) ||
	isShortPageWith( response, MAINTENANCE ) ||
	isShortPageWith( response, CRITICAL_ERROR )
		? {
				severity: 'error',
				code: 'page_is_error',
				message:
					"WordPress' own error page stands in place of the content.",
				...placeOf( response ),
				action: 'Wait until the site is up again, then publish once more.',
			}
		: null;

const loginPage: ResponseCheck = ( response ) =>
	isHtml( response ) &&
	response.text().includes( LOGIN_HINT ) &&
	LOGIN_BODY.test( response.text() ) &&
	LOGIN_FORM.test( response.text() )
		? {
				severity: 'error',
				code: 'page_is_login',
				message: 'A login page stands in place of the content.',
				...placeOf( response ),
				action: 'Let visitors see the site without logging in, or take the page out of the publish.',
			}
		: null;

const truncatedPage: ResponseCheck = ( response ) => {
	if ( response.kind === 'asset' || ! isHtml( response ) ) {
		return null;
	}
	const text = response.text();
	return isOpenEnded( text ) && stopsMidway( text )
		? {
				severity: 'error',
				code: 'page_truncated',
				message: 'The page breaks off before its end.',
				...placeOf( response ),
				action: 'Look into the error log of PHP for this address: time and memory limits end a page like this.',
			}
		: null;
};

const softNotFound: ResponseCheck = ( response ) =>
	response.kind === 'not-found' && response.status === 200
		? {
				severity: 'warning',
				code: 'not_found_answers_200',
				message:
					'The site answers 200 for an address that does not exist.',
				...placeOf( response ),
				action: 'Search engines expect 404; look for the plugin that changes it.',
			}
		: null;

const pageInPlaceOfAsset: ResponseCheck = ( response ) =>
	response.kind === 'asset' &&
	isHtml( response ) &&
	/\.(?:css|m?js|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|otf|eot|mp4|webm|mp3|pdf|json)$/i.test(
		new URL( response.url ).pathname
	)
		? {
				severity: 'warning',
				code: 'asset_is_page',
				message:
					'The site answered with a page where a file was expected.',
				...placeOf( response ),
				action: 'Check that the file exists.',
			}
		: null;

/** Whether the answer is what it should be. One finding per answer, the first that applies: the others follow from it. */
export const RESPONSE_CHECKS: readonly ResponseCheck[] = [
	emptyBody,
	errorPage,
	loginPage,
	phpErrorText,
	truncatedPage,
	softNotFound,
	pageInPlaceOfAsset,
];

/**
 * Everything that must be true of an answer that is kept.
 *
 * @param response
 */
export function checkResponse( response: CheckedResponse ): Finding[] {
	const findings: Finding[] = [];
	for ( const check of RESPONSE_CHECKS ) {
		const finding = check( response );
		if ( finding ) {
			findings.push( finding );
			break;
		}
	}
	for ( const check of PRIVACY_CHECKS ) {
		const finding = check( response );
		if ( finding ) {
			findings.push( finding );
		}
	}
	return findings;
}
