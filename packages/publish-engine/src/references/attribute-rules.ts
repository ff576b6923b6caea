import type { ReferenceTraits } from './reference-collector';

/** What an attribute holds. */
export type AttributeKind =
	| 'url'
	/** URLs between white space: `ping`. */
	| 'urls'
	| 'srcset'
	/** A URL, or the words that people write in its place. */
	| 'citation'
	/** CSS declarations. */
	| 'style'
	/** `5; url=/next/`. */
	| 'refresh'
	/** A whole document: `srcdoc`. */
	| 'document'
	/** A URL, a srcset, or CSS with `url()`, as lazy-loading scripts have it; anything else is text. */
	| 'lazy'
	/** A namespace or another name that is no place. */
	| 'name';

export interface AttributeRule extends ReferenceTraits {
	readonly kind: AttributeKind;
}

const page: AttributeRule = { kind: 'url', role: 'page' };
const asset: AttributeRule = { kind: 'url', role: 'asset' };
const mention: AttributeRule = { kind: 'url', role: 'mention' };
const citation: AttributeRule = { kind: 'citation', role: 'mention' };
const endpoint: AttributeRule = { kind: 'url', role: 'endpoint' };
const endpoints: AttributeRule = { kind: 'urls', role: 'endpoint' };
const srcset: AttributeRule = { kind: 'srcset', role: 'asset' };
const style: AttributeRule = { kind: 'style', role: 'asset' };
const lazy: AttributeRule = { kind: 'lazy', role: 'asset' };
const lazyLink: AttributeRule = { kind: 'lazy', role: 'page' };
const name: AttributeRule = { kind: 'name', role: 'mention' };
const absolutePage: AttributeRule = { ...page, absolute: true };
const absoluteMention: AttributeRule = { ...mention, absolute: true };

/** Attributes by name, then by element; `*` is any other element. */
const ATTRIBUTES: Readonly<
	Record< string, Readonly< Record< string, AttributeRule > > >
> = {
	// Links and forms
	href: {
		'*': page,
		use: asset,
		image: asset,
		feimage: asset,
		mpath: asset,
		textpath: asset,
		lineargradient: asset,
		radialgradient: asset,
		pattern: asset,
		filter: asset,
		script: asset,
		base: absoluteMention,
	},
	'xlink:href': {
		'*': asset,
		a: page,
	},
	action: { form: endpoint },
	formaction: { '*': endpoint },
	ping: { '*': endpoints },
	attributionsrc: { '*': endpoints },
	cite: { '*': citation },
	longdesc: { '*': page },

	// What a page is made of
	src: { '*': asset, iframe: page, frame: page, portal: page },
	srcset: { '*': srcset },
	imagesrcset: { '*': srcset },
	srcdoc: { '*': { kind: 'document', role: 'page' } },
	poster: { '*': asset },
	data: { object: asset },
	code: { applet: asset },
	codebase: { '*': mention },
	classid: { object: mention },
	archive: { object: asset, applet: asset },
	manifest: { html: asset },
	background: { '*': asset },
	lowsrc: { '*': asset },
	dynsrc: { '*': asset },
	icon: { menuitem: asset, command: asset },
	style: { '*': style },

	// SVG presentation attributes with `url()`
	fill: { '*': style },
	stroke: { '*': style },
	filter: { '*': style },
	mask: { '*': style },
	cursor: { '*': style },
	'clip-path': { '*': style },
	'marker-start': { '*': style },
	'marker-mid': { '*': style },
	'marker-end': { '*': style },

	// Names of things
	itemid: { '*': absoluteMention },
	about: { '*': absoluteMention },
	resource: { '*': absoluteMention },
	profile: { '*': name },
	xmlns: { '*': name },
	'xml:base': { '*': absoluteMention },
};

/** `rel` tokens of `<link>`, the strongest first. */
const LINK_RELATIONS: readonly ( readonly [
	relation: RegExp,
	rule: AttributeRule,
] )[] = [
	[
		/^(?:https:\/\/api\.w\.org\/|edituri|wlwmanifest|pingback|webmention|micropub|authorization_endpoint|token_endpoint)$/,
		endpoint,
	],
	[ /^(?:preconnect|dns-prefetch|shortlink|profile)$/, mention ],
	[
		/^(?:stylesheet|icon|mask-icon|apple-touch-icon(?:-precomposed)?|apple-touch-startup-image|fluid-icon|image_src|manifest|preload|modulepreload|prefetch)$/,
		asset,
	],
	[ /^(?:canonical|amphtml)$/, absolutePage ],
	[ /^alternate$/, absolutePage ],
	[ /^search$/, asset ],
];
const OEMBED_TYPE = /^(?:application|text)\/(?:json|xml)\+oembed$/i;

/** Names of `<meta>` whose content is one URL, relative ones included. */
const META_NAMES: readonly ( readonly [
	name: RegExp,
	rule: AttributeRule,
] )[] = [
	[
		/^(?:og:image|og:image:(?:secure_)?url|og:video(?::(?:secure_)?url)?|og:audio(?::(?:secure_)?url)?|twitter:image(?::src)?|twitter:player:stream|thumbnail|thumbnailurl|image)$/,
		{ ...asset, absolute: true },
	],
	[ /^(?:og:url|twitter:url|url|identifier-url)$/, absolutePage ],
	[
		/^(?:msapplication-(?:tileimage|config|square\d+x\d+logo|wide\d+x\d+logo))$/,
		asset,
	],
	[ /^msapplication-starturl$/, page ],
];

/** `data-` attributes of lazy-loading scripts and sliders: any that ends in one of these words. */
const LAZY_DATA =
	/^data-(?:[\w.-]+-)?(?:src|srcset|bg|bgset|background|original|image|img|poster|thumb|thumbnail|full|large|lazy|lazyload|echo|retina|2x|webp|avif|video|mp4|webm|file|media|icon|hi-res-src|large_image|parallax-image|background-(?:image|video)|bg-(?:image|multi|hidpi))$/;

const LAZY_LINK = /^data-(?:[\w.-]+-)?(?:url|href|link|permalink)$/;

/** What the rules of an element may ask for. */
export type AttributeLookup = ( attribute: string ) => string;

/**
 * The rule for one attribute; none, and its value is text.
 *
 * @param element   Lower case, without prefix.
 * @param attribute Lower case.
 * @param lookup    The values of the element's other attributes, decoded; empty where there is none.
 */
export function attributeRule(
	element: string,
	attribute: string,
	lookup: AttributeLookup
): AttributeRule | undefined {
	if ( element === 'link' && attribute === 'href' ) {
		return linkRule( lookup );
	}
	if ( attribute === 'content' || attribute === 'value' ) {
		return element === 'meta' || element === 'param'
			? contentRule( element, lookup )
			: undefined;
	}
	if ( attribute.startsWith( 'data-' ) ) {
		if ( LAZY_LINK.test( attribute ) ) {
			return lazyLink;
		}
		return LAZY_DATA.test( attribute ) ? lazy : undefined;
	}
	if ( attribute.startsWith( 'xmlns:' ) ) {
		return name;
	}
	const byElement = Object.hasOwn( ATTRIBUTES, attribute )
		? ATTRIBUTES[ attribute ]
		: undefined;
	return (
		byElement &&
		( Object.hasOwn( byElement, element )
			? byElement[ element ]
			: byElement[ '*' ] )
	);
}

function linkRule( lookup: AttributeLookup ): AttributeRule {
	if ( OEMBED_TYPE.test( lookup( 'type' ) ) ) {
		return endpoint;
	}
	const relations = lookup( 'rel' )
		.toLowerCase()
		.split( /[\t\n\f\r ]+/ );
	const rule = LINK_RELATIONS.find( ( [ relation ] ) =>
		relations.some( ( token ) => relation.test( token ) )
	)?.[ 1 ];
	const isAlternateSheet =
		relations.includes( 'alternate' ) && relations.includes( 'stylesheet' );
	return isAlternateSheet ? asset : ( rule ?? page );
}

function contentRule(
	element: 'meta' | 'param',
	lookup: AttributeLookup
): AttributeRule | undefined {
	if ( element === 'param' ) {
		return /^(?:movie|src|data|url|filename|flashvars)$/i.test(
			lookup( 'name' )
		)
			? lazy
			: undefined;
	}
	if ( /^refresh$/i.test( lookup( 'http-equiv' ) ) ) {
		return { kind: 'refresh', role: 'page' };
	}
	const named = [ 'property', 'name', 'itemprop' ].map( ( attribute ) =>
		lookup( attribute ).trim().toLowerCase()
	);
	return META_NAMES.find( ( [ pattern ] ) =>
		named.some( ( value ) => pattern.test( value ) )
	)?.[ 1 ];
}
