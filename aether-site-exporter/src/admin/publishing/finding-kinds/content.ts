import { __, sprintf } from '@wordpress/i18n';
import { formatBytes, formatNumber, formatPercent } from '../../format';
import { formatPages } from '../counts';
import { sayCredential, sayFailure, sayRedirect } from './details';
import { type FindingKinds, saying } from './kind';

/** About what a page or a file holds. */
export const CONTENT: FindingKinds = {
	page_failed: () => ( {
		title: __(
			'A page did not answer as it should.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window. Mend what you see and make the page visible to visitors, or take it out of the publish.',
			'aether-site-exporter'
		),
		detail: sayFailure,
	} ),
	asset_failed: () => ( {
		title: __(
			'A file did not answer as it should.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window, mend what you see, and publish again.',
			'aether-site-exporter'
		),
		detail: sayFailure,
	} ),
	asset_is_page: () => ( {
		title: __(
			'The site answered with a page where a file was expected.',
			'aether-site-exporter'
		),
		action: __( 'Check that the file exists.', 'aether-site-exporter' ),
	} ),
	integrity_broken: () => ( {
		title: __(
			'The page pins a file by the hash of its bytes, and addresses of the site in that file change: browsers would refuse it.',
			'aether-site-exporter'
		),
		action: __(
			'Remove the integrity of the file from the element or the import map that loads it, or the address from the file.',
			'aether-site-exporter'
		),
	} ),
	page_empty: () => ( {
		title: __(
			'The site answered with an empty page.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window; an empty page is usually a PHP error that is not shown.',
			'aether-site-exporter'
		),
	} ),
	page_is_error: () => ( {
		title: __(
			'WordPress’ own error page stands in place of the content.',
			'aether-site-exporter'
		),
		action: __(
			'Wait until the site is up again, then publish once more.',
			'aether-site-exporter'
		),
	} ),
	page_is_login: () => ( {
		title: __(
			'A login page stands in place of the content.',
			'aether-site-exporter'
		),
		action: __(
			'Let visitors see the page without logging in, or take it out of the publish.',
			'aether-site-exporter'
		),
		detail: sayRedirect,
	} ),
	php_error_text: () => ( {
		title: __(
			'The page contains the text of a PHP error.',
			'aether-site-exporter'
		),
		action: __(
			'Correct the error, or switch WP_DEBUG_DISPLAY off.',
			'aether-site-exporter'
		),
	} ),
	page_truncated: () => ( {
		title: __(
			'The page breaks off before its end.',
			'aether-site-exporter'
		),
		action: __(
			'Look into the error log of PHP for this address: time and memory limits end a page like this.',
			'aether-site-exporter'
		),
	} ),
	page_small: () => ( {
		title: __(
			'The page is much smaller than the others.',
			'aether-site-exporter'
		),
		action: __(
			'Open the address in a private window and see whether its content is there.',
			'aether-site-exporter'
		),
		detail: saying( [ 'size', 'usual' ], ( { size, usual } ) =>
			sprintf(
				/* translators: 1: size of a page. 2: size that is usual. */
				__(
					'It has %1$s, where others have about %2$s.',
					'aether-site-exporter'
				),
				formatBytes( Number( size ) ),
				formatBytes( Number( usual ) )
			)
		),
	} ),
	page_count_fell: () => ( {
		title: __(
			'The site has far fewer pages than at the last publish.',
			'aether-site-exporter'
		),
		action: __(
			'Look for a plugin that was switched off, a changed visibility or a changed rule. If the pages are meant to go, publish anyway.',
			'aether-site-exporter'
		),
		detail: saying(
			[ 'pages', 'before', 'limit' ],
			( { pages, before, limit } ) =>
				sprintf(
					/* translators: 1: such as "12 pages". 2: a number of pages. 3: percentage that may be lost. */
					__(
						'It has %1$s, the last publish had %2$s. It may lose %3$s.',
						'aether-site-exporter'
					),
					formatPages( Number( pages ) ),
					formatNumber( Number( before ) ),
					formatPercent( Number( limit ) / 100 )
				)
		),
	} ),
	credential_exposed: () => ( {
		title: __(
			'Something that looks like a secret key or token can be read by everybody.',
			'aether-site-exporter'
		),
		action: __(
			'Revoke the key where it was made, then remove it from where it stands. Keep keys in wp-config.php or in the environment.',
			'aether-site-exporter'
		),
		detail: sayCredential,
	} ),
	private_file: () => ( {
		title: __(
			'This kind of file must never be public.',
			'aether-site-exporter'
		),
		action: __(
			'Delete it from the server, or move it out of the reach of visitors, and remove the link to it. Anybody can load it from WordPress now.',
			'aether-site-exporter'
		),
	} ),
};
