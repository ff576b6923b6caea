import { createSiteAddresses } from '../src/addresses';
import { rewriteDocument, scanDocument } from '../src/references';

export interface ScanningSpeed {
	/** Megabytes (10⁶ bytes) of HTML per second, on one core. */
	readonly scanMegabytesPerSecond: number;
	readonly rewriteMegabytesPerSecond: number;
	/** Of one scan. */
	readonly referenceCount: number;
	/** Bytes of one page. */
	readonly pageBytes: number;
}

/** Long enough for the compiler to settle, short enough to run in any bench. */
const WARM_UP_MS = 300;
const MEASURED_MS = 1000;

/**
 * Measures how fast a page is scanned, and written for a target.
 *
 * @param page Default: a page as a block theme renders it, about 80 KB.
 * @param now  A monotonic clock, milliseconds; of the process alone where others share its core.
 */
export function measureScanning(
	page: Uint8Array = typicalPage(),
	now: () => number = () => performance.now()
): ScanningSpeed {
	const site = createSiteAddresses( {
		homeUrl: 'https://site.test/',
		siteUrl: 'https://site.test/',
		contentUrl: 'https://site.test/wp-content/',
		uploadsUrl: 'https://site.test/wp-content/uploads/',
		includesUrl: 'https://site.test/wp-includes/',
		restUrl: 'https://site.test/wp-json/',
	} );
	const document = {
		url: 'https://site.test/2026/a-post/',
		contentType: 'text/html; charset=UTF-8',
		body: page,
	};
	const { references } = scanDocument( document, site );
	return {
		scanMegabytesPerSecond: speed( page.length, now, () =>
			scanDocument( document, site )
		),
		rewriteMegabytesPerSecond: speed( page.length, now, () =>
			rewriteDocument( page, references, ( { url } ) =>
				url.replace( 'site.test', 'out.test/sub' )
			)
		),
		referenceCount: references.length,
		pageBytes: page.length,
	};
}

function speed( bytes: number, now: () => number, work: () => void ): number {
	const repeat = ( milliseconds: number ): number => {
		const start = now();
		let rounds = 0;
		while ( now() - start < milliseconds ) {
			work();
			rounds++;
		}
		return ( rounds * bytes ) / ( now() - start ) / 1000;
	};
	repeat( WARM_UP_MS );
	return Math.round( repeat( MEASURED_MS ) );
}

/**
 * Global styles in the head, blocks with their class names, prose, pictures with candidates, settings for scripts.
 * @param paragraphs
 */
export function typicalPage( paragraphs = 90 ): Uint8Array {
	const preset = ( index: number ) =>
		`--wp--preset--color--c${ index }: #${ ( index * 7919 + 1048576 ).toString( 16 ) };--wp--preset--font-size--s${ index }: clamp(0.875rem, 0.875rem + ((1vw - 0.2rem) * 0.${ index }), 1rem);`;
	const block = ( index: number ) => `
<div class="wp-block-group alignwide has-global-padding is-layout-constrained wp-block-group-is-layout-constrained" style="margin-top:var(--wp--preset--spacing--40);margin-bottom:0">
<h2 class="wp-block-heading has-large-font-size" id="part-${ index }">Part ${ index }: what the weather did</h2>
<p>It rained for <a href="https://site.test/2026/post-${ index }/">most of the week</a>, and where it did not rain it was about to: the kind of spring that people call “late” &amp; that gardens call on time. Nobody minded — there were enough books, and the roof had been mended in <em>autumn</em>.</p>
<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" width="1024" height="683" src="https://site.test/wp-content/uploads/2026/01/photo-${ index }-1024x683.jpg" alt="" class="wp-image-${ index }" srcset="https://site.test/wp-content/uploads/2026/01/photo-${ index }-1024x683.jpg 1024w, https://site.test/wp-content/uploads/2026/01/photo-${ index }-300x200.jpg 300w" sizes="auto, (max-width: 1024px) 100vw, 1024px" /></figure>
</div>`;
	const repeat = ( count: number, make: ( index: number ) => string ) =>
		Array.from( { length: count }, ( _, index ) => make( index ) ).join(
			''
		);
	return new TextEncoder().encode(
		`<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8" /><title>A post</title>
<link rel="canonical" href="https://site.test/2026/a-post/" />
<link rel="stylesheet" id="theme-css" href="https://site.test/wp-content/themes/t/style.css?ver=7.1" media="all" />
<style id="global-styles-inline-css">:root{${ repeat( 100, preset ) }}</style>
<script type="importmap">{"imports":{"@wordpress\\/interactivity":"https:\\/\\/site.test\\/wp-includes\\/js\\/dist\\/script-modules\\/interactivity\\/index.min.js?ver=1"}}</script>
</head><body class="wp-singular post-template-default single single-post wp-embed-responsive">
<header>${ repeat( 12, ( index ) => `<a class="wp-block-navigation-item__content" href="https://site.test/page-${ index }/"><span class="wp-block-navigation-item__label">Page ${ index }</span></a>` ) }</header>
<main>${ repeat( paragraphs * 0.4, block ) }${ repeat( paragraphs * 0.6, ( index ) => `<p>${ index } ${ 'Plain prose without any link, as most of the words of most pages are. '.repeat( 8 ) }</p>\n` ) }</main>
<script id="x-js-extra">var settings = {"ajaxurl":"https:\\/\\/site.test\\/wp-admin\\/admin-ajax.php","nonce":"abc"};</script>
</body></html>`
	);
}
