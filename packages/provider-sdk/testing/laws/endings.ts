import { createTestFile, createTestManifest } from '../test-files';
import {
	calm,
	demand,
	demandAborted,
	demandPublished,
	photograph,
	publish,
	putAll,
	settle,
	type Law,
} from './law';
import type { PublishFile } from '../../src/types';

/** How a deployment ends when it does not end well. */
export const endingLaws: readonly Law[] = [
	{
		id: 'abort-before',
		title: 'starts nothing when its signal is aborted already',
		why: 'A cancelled publish would go on.',
		async check( subject ) {
			await publish( subject, { 'index.html': 'old' } );
			const before = await photograph( subject );
			const signal = AbortSignal.abort();
			const manifest = await createTestManifest( {
				'index.html': 'new',
			} );

			const fresh = await subject.createTarget();
			await demandAborted(
				() => fresh.prepare( manifest, { signal } ),
				signal,
				'prepare()'
			);
			await fresh.discard( signal.reason );

			const target = await subject.createTarget();
			const plan = await target.prepare( manifest, { signal: calm() } );
			const [ file ] = manifest.files.values();
			demand( file !== undefined, 'the manifest is empty' );
			await demandAborted(
				() => target.put( file, { signal } ),
				signal,
				'put()'
			);
			demand(
				( await photograph( subject ) ) === before,
				'visitors saw a change'
			);
			await putAll( target, manifest, plan, calm() );
			await demandAborted(
				() => target.finalize( { signal } ),
				signal,
				'finalize()'
			);
			await target.discard( signal.reason );
		},
	},
	{
		id: 'abort-during',
		title: 'stops a put() whose signal is aborted on the way, and the next run completes',
		why: 'Cancel would have to wait for the largest file, or would leave the target unusable.',
		async check( subject ) {
			await publish( subject, { 'index.html': 'old' } );
			const controller = new AbortController();
			const manifest = await createTestManifest( {
				'index.html': 'new',
				'other.html': 'new',
			} );
			const target = await subject.createTarget();
			await target.prepare( manifest, { signal: calm() } );
			const [ file ] = manifest.files.values();
			demand( file !== undefined, 'the manifest is empty' );
			await demandAborted(
				() =>
					target.put( abortingOnOpen( file, controller ), {
						signal: controller.signal,
					} ),
				controller.signal,
				'put()'
			);
			await target.discard( controller.signal.reason );
			await publish( subject, [ ...manifest.files.values() ] );
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'abort-after',
		title: 'keeps what was published when the signal is aborted afterwards',
		why: 'A click on Cancel one moment too late would take the site down.',
		async check( subject ) {
			const target = await subject.createTarget();
			const controller = new AbortController();
			const { signal } = controller;
			const manifest = await createTestManifest( {
				'index.html': 'new',
			} );
			const plan = await target.prepare( manifest, { signal } );
			await putAll( target, manifest, plan, signal );
			await target.finalize( { signal } );
			controller.abort();
			await target.discard( signal.reason );
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'discard',
		title: 'may be discarded at any time, and twice, without harm',
		why: 'Clean-up after an error would itself fail, or destroy a finished publish.',
		async check( subject ) {
			const reason = new Error( 'discarded by the test' );
			const untouched = await subject.createTarget();
			await untouched.discard( reason );

			const { target, manifest } = await publish( subject, {
				'index.html': 'kept',
			} );
			await target.discard( reason );
			await target.discard( reason );
			await demandPublished( subject, manifest );

			const before = await photograph( subject );
			const half = await subject.createTarget();
			const next = await createTestManifest( {
				'index.html': 'next',
				'a.html': 'next',
			} );
			await half.prepare( next, { signal: calm() } );
			const [ file ] = next.files.values();
			demand( file !== undefined, 'the manifest is empty' );
			await half.put( file, { signal: calm() } );
			await half.discard( reason );
			await half.discard( reason );
			demand(
				! half.atomic || ( await photograph( subject ) ) === before,
				'visitors saw a change after discard()'
			);
			await publish( subject, [ ...next.files.values() ] );
			await demandPublished( subject, next );
		},
	},
	{
		id: 'retry',
		title: 'opens a fresh body for each attempt, so that a put() that failed can be repeated',
		why: 'One hiccup of the network would fail the whole publish, or publish half a file.',
		async check( subject ) {
			const file = await createTestFile( 'index.html', 'in the end' );
			const manifest = await createTestManifest( [ file ] );
			const target = await subject.createTarget();
			const signal = calm();
			await target.prepare( manifest, { signal } );
			let opened = 0;
			const flaky: PublishFile = {
				...file,
				open: async ( options ) => {
					opened++;
					if ( opened === 1 ) {
						throw new Error( 'the first attempt fails' );
					}
					return file.open( options );
				},
			};
			const { error } = await settle( () =>
				target.put( flaky, { signal } )
			);
			demand(
				error !== undefined,
				'put() resolved though the body could not be opened'
			);
			await target.put( flaky, { signal } );
			await target.finalize( { signal } );
			demand(
				opened >= 2,
				'the body was not opened again for the second attempt'
			);
			await demandPublished( subject, manifest );
		},
	},
];

const abortingOnOpen = (
	file: PublishFile,
	controller: AbortController
): PublishFile => ( {
	...file,
	open: async () => {
		controller.abort();
		return file.open();
	},
} );
