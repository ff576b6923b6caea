import { assertOpenable, sizeOf, withinBudget } from './budget';
import type { SiteParts } from './blueprint';
import type { CredentialWatch } from './credential-watch';
import {
	findMediaReferences,
	type FoundReferences,
	noReferences,
} from './media-references';
import { ContentParts, type Parts } from './parts';
import type {
	BundleCodeFile,
	BundleContentOptions,
	BundleFile,
	BundleMedia,
	BundleSource,
} from './ports';

export interface SurveyOptions extends BundleContentOptions {
	readonly source: BundleSource;
	/** Bytes of files; the largest media are left out beyond it. Default: what the site says. */
	readonly budget?: number | undefined;
}

/** What a bundle will hold, before a file of it was read. */
export interface SiteSurvey extends Pick<
	SiteParts,
	| 'counts'
	| 'facts'
	| 'fromDirectory'
	| 'leftOut'
	| 'missingCode'
	| 'missingMedia'
	| 'notFromDirectory'
	| 'sizes'
> {
	readonly code: readonly BundleCodeFile[];
	/** Those that found room. */
	readonly media: readonly BundleFile[];
}

/** What one question about media may name. */
const MOST_REFERENCES = 200;

/**
 * Reads the content, and learns which files go with it and how large they are.
 *
 * @param options
 * @param parts   Receives the content.
 * @param watch
 * @throws `payload_too_large` for a site that no browser could open.
 */
export async function surveySite(
	options: SurveyOptions,
	parts: Parts,
	watch: CredentialWatch
): Promise< SiteSurvey > {
	const { source, choice, signal } = options;
	const facts = await source.facts( { choice, signal } );
	const budget = options.budget ?? facts.budget;
	const content = new ContentParts( parts, watch );
	const found = noReferences();

	for await ( const line of source.listContent( { choice, signal } ) ) {
		findMediaReferences( line, found );
		await content.add( line );
	}
	const referred = await gatherMedia( found, content, options );
	const {
		files: code,
		fromDirectory,
		notFromDirectory,
		missing: missingCode,
	} = await source.listCode( { signal } );
	const { kept: media, leftOut } = withinBudget(
		referred.files,
		budget - content.size - sizeOf( code )
	);
	for ( const { path, size } of media ) {
		await content.add( JSON.stringify( { kind: 'file', path, size } ) );
	}
	await content.finish();
	const sizes = {
		content: content.size,
		code: sizeOf( code ),
		media: sizeOf( media ),
	};
	assertOpenable( sizes.content + sizes.code + sizes.media );
	return {
		facts: { ...facts, budget },
		counts: content.counts(),
		code,
		fromDirectory,
		notFromDirectory,
		missingCode,
		missingMedia: referred.missing,
		media,
		leftOut,
		sizes,
	};
}

/**
 * Asks which attachments and files stand behind the references, and adds the attachments to the content.
 *
 * @param found
 * @param content
 * @param options
 * @param options.source
 * @param options.choice
 * @param options.signal
 * @return Each path once, sorted.
 */
async function gatherMedia(
	found: FoundReferences,
	content: ContentParts,
	{ source, choice, signal }: SurveyOptions
): Promise< Pick< BundleMedia, 'files' | 'missing' > > {
	const [ ids, hints, parents ] = [
		found.ids,
		found.hints,
		found.parents,
	].map( ( numbers ) => [ ...numbers ].sort( ( a, b ) => a - b ) ) as [
		number[],
		number[],
		number[],
	];
	const paths = [ ...found.paths ].sort();
	const files = new Map< string, BundleFile >();
	const missing = new Set< string >();
	const records = new Set< string >();
	const most = Math.max(
		...[ ids, hints, parents, paths ].map( ( { length } ) => length )
	);
	for ( let start = 0; start < most; start += MOST_REFERENCES ) {
		const range = [ start, start + MOST_REFERENCES ] as const;
		const answer = await source.findMedia(
			{
				ids: ids.slice( ...range ),
				hints: hints.slice( ...range ),
				parents: parents.slice( ...range ),
				paths: paths.slice( ...range ),
			},
			{ choice, signal }
		);
		for ( const file of answer.files ) {
			files.set( file.path, file );
		}
		for ( const path of answer.missing ) {
			missing.add( path );
		}
		for ( const line of answer.items ) {
			if ( ! records.has( line ) ) {
				records.add( line );
				await content.add( line );
			}
		}
	}
	return {
		files: [ ...files.values() ].sort( ( a, b ) =>
			a.path < b.path ? -1 : 1
		),
		missing: [ ...missing ].sort(),
	};
}
