import { createTestFile, createTestManifest } from '../test-files';
import {
	calm,
	demand,
	demandPublished,
	photograph,
	publish,
	putAll,
	settle,
	type Law,
} from './law';

/** What visitors see, and when. */
export const visibilityLaws: readonly Law[] = [
	{
		id: 'bytes',
		title: 'shows after finalize() exactly the bytes that were put, empty files and binary ones too',
		why: 'Visitors would get broken pages from a publish that reported success.',
		async check( subject ) {
			const { manifest } = await publish( subject, [
				await createTestFile( 'index.html', '<h1>Grüße</h1>' ),
				await createTestFile( 'empty.txt', '', {
					contentType: 'text/plain; charset=UTF-8',
				} ),
				await createTestFile(
					'wp-content/uploads/every-byte.png',
					Uint8Array.from( { length: 1024 }, ( _, index ) => index ),
					{ contentType: 'image/png' }
				),
			] );
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'address',
		title: 'says where its files are public: an absolute address with a trailing slash',
		why: 'Every reference between published pages is written with it.',
		async check( subject ) {
			const { baseUrl, maxConcurrency } = await subject.createTarget();
			demand(
				URL.canParse( baseUrl ) && baseUrl.endsWith( '/' ),
				`baseUrl is ${ JSON.stringify( baseUrl ) }`
			);
			demand(
				Number.isInteger( maxConcurrency ) && maxConcurrency >= 1,
				`maxConcurrency is ${ maxConcurrency }`
			);
		},
	},
	{
		id: 'atomic',
		title: 'shows nothing before finalize() when it calls itself atomic, else nothing before the first put()',
		why: 'Visitors would see a mixture of the old site and the new one.',
		async check( subject ) {
			await publish( subject, {
				'index.html': 'old',
				'old.html': 'old',
			} );
			const before = await photograph( subject );
			const target = await subject.createTarget();
			const manifest = await createTestManifest( {
				'index.html': 'new',
				'new.html': 'new',
			} );
			const signal = calm();
			const plan = await target.prepare( manifest, { signal } );
			demand(
				( await photograph( subject ) ) === before,
				'visitors saw a change after prepare()'
			);
			await putAll( target, manifest, plan, signal );
			demand(
				! target.atomic || ( await photograph( subject ) ) === before,
				'visitors saw a change after put() though the target calls itself atomic'
			);
			await target.finalize( { signal } );
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'last-wins',
		title: 'shows the last one when the same path is put twice',
		why: 'A file that was rendered again would be published in its older form.',
		async check( subject ) {
			const target = await subject.createTarget();
			const first = await createTestFile( 'index.html', 'first' );
			const last = await createTestFile(
				'index.html',
				'last, and longer'
			);
			const manifest = await createTestManifest( [ last ] );
			const signal = calm();
			await target.prepare( manifest, { signal } );
			// A target may refuse what is not in the manifest; then the last one is all there is.
			await settle( () => target.put( first, { signal } ) );
			await target.put( last, { signal } );
			await target.finalize( { signal } );
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'complete',
		title: 'refuses finalize() while a planned file was not put',
		why: 'A half-sent site would go public, with links that lead nowhere.',
		async check( subject ) {
			const target = await subject.createTarget();
			const manifest = await createTestManifest( { a: '1', b: '2' } );
			const signal = calm();
			await target.prepare( manifest, { signal } );
			const [ file ] = manifest.files.values();
			demand( file !== undefined, 'the manifest is empty' );
			await target.put( file, { signal } );
			const { error } = await settle( () =>
				target.finalize( { signal } )
			);
			demand(
				error !== undefined,
				'finalize() resolved with a planned file missing'
			);
			await target.discard( error );
		},
	},
];
