import { AetherError } from '../../src/errors';
import { createTestFile, createTestManifest } from '../test-files';
import {
	calm,
	demand,
	demandPublished,
	describeError,
	photograph,
	publish,
	settle,
	type Law,
	type TargetUnderTest,
} from './law';
import type { TransferPlan } from '../../src/types';

/** What travels, and what is removed. */
export const planningLaws: readonly Law[] = [
	{
		id: 'dry-run',
		title: 'changes nothing with prepare() and discard(): the same plan comes again',
		why: 'A dry run, or a publish that the checks stop, would change the live site.',
		async check( subject ) {
			await publish( subject, {
				'index.html': 'old',
				'gone.html': 'old',
			} );
			const before = await photograph( subject );
			const plans: string[] = [];
			for ( let run = 0; run < 2; run++ ) {
				const target = await subject.createTarget();
				const plan = await target.prepare(
					await createTestManifest( {
						'index.html': 'new',
						'new.html': 'new',
					} ),
					{ signal: calm() }
				);
				await target.discard( new Error( 'dry run' ) );
				plans.push( describePlan( plan ) );
			}
			demand(
				( await photograph( subject ) ) === before,
				'visitors saw a change'
			);
			demand(
				plans[ 0 ] === plans[ 1 ],
				`the second plan differs: ${ plans[ 1 ] } instead of ${ plans[ 0 ] }`
			);
		},
	},
	{
		id: 'unchanged',
		title: 'plans nothing when nothing has changed',
		why: 'Every publish would send the whole site again.',
		async check( subject ) {
			const site = { 'index.html': '1', 'a/index.html': '2' };
			await publish( subject, site );
			const { plan, manifest } = await publish( subject, site );
			demand(
				plan.uploads.length === 0 && plan.removals.length === 0,
				`the second plan is ${ describePlan( plan ) }`
			);
			demand(
				plan.unchanged === 2,
				`the plan counts ${ plan.unchanged } unchanged files instead of 2`
			);
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'changes',
		title: 'plans what is new and what has changed, each with its reason, and keeps the rest',
		why: 'Changed pages would stay old, or unchanged ones would travel.',
		async check( subject ) {
			await publish( subject, {
				'same.html': 'same',
				'changed.html': 'before',
			} );
			const { plan, manifest } = await publish( subject, {
				'same.html': 'same',
				// As long as before, so that a comparison of sizes is not enough.
				'changed.html': 'behind',
				'new.html': 'new',
			} );
			const reasons = new Map< string, string >(
				plan.uploads.map( ( { path, reason } ) => [ path, reason ] )
			);
			demand(
				reasons.get( 'new.html' ) === 'new' &&
					reasons.get( 'changed.html' ) === 'content' &&
					reasons.size === 2,
				`the plan is ${ describePlan( plan ) }`
			);
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'removals',
		title: 'removes what left the site, and says so in the plan',
		why: 'Deleted posts would stay public.',
		appliesTo: ( subject ) => subject.removesFiles !== false,
		async check( subject ) {
			await publish( subject, {
				'index.html': '1',
				'deleted-post/index.html': '2',
			} );
			const { plan, manifest } = await publish( subject, {
				'index.html': '1',
			} );
			demand(
				plan.removals.join() === 'deleted-post/index.html',
				`the plan is ${ describePlan( plan ) }`
			);
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'only-ours',
		title: 'never removes or plans to remove a file that others put there',
		why: 'A publish would destroy what belongs to somebody else.',
		appliesTo: ( subject ) => subject.putForeign !== undefined,
		async check( subject ) {
			const foreign = 'somebody-elses/report.txt';
			const body = new TextEncoder().encode( 'theirs' );
			await subject.putForeign?.( foreign, body );
			const first = await publish( subject, { 'index.html': '1' } );
			const second = await publish( subject, { 'other.html': '2' } );
			for ( const { plan } of [ first, second ] ) {
				demand(
					! plan.removals.some( ( path ) => path === foreign ),
					`the plan removes ${ foreign }`
				);
			}
			const { manifest } = second;
			await demandPublished( subject, manifest, [ foreign ] );
			demand(
				( await subject.readBackend() ).has( foreign ),
				`${ foreign } is gone`
			);
		},
	},
	{
		id: 'paths',
		title: 'takes every path that toTargetPath() takes: other scripts, spaces, #, %, ?, 1,024 bytes; or says with path_rejected which one its host refuses',
		why: 'Pages with such addresses would be lost, or overwrite each other.',
		async check( subject ) {
			const longest = [ 200, 200, 200, 200, 215 ]
				.map( ( length ) => 'p'.repeat( length ) )
				.join( '/' );
			const paths = [
				'über/日本語/😀.html',
				'with space/a b.html',
				'a#b.html',
				'100%.html',
				'a%20b.html',
				'a b.html',
				'what?.html',
				'a+b&c=d.html',
				"quote's.html",
				'Case.html',
				'case/other.html',
				'.well-known/security.txt',
				`${ longest }.html`,
			];
			const isRefused = ( path: string ) =>
				subject.refusesPath?.( path ) ?? false;
			const { manifest } = await publish(
				subject,
				await Promise.all(
					paths
						.filter( ( path ) => ! isRefused( path ) )
						.map( ( path ) => createTestFile( path ) )
				)
			);
			await demandPublished( subject, manifest );
			for ( const path of paths.filter( isRefused ) ) {
				await demandRefused( subject, path );
			}
			await demandPublished( subject, manifest );
		},
	},
	{
		id: 'batches',
		title: 'publishes, recognises and removes one file more than fits into a batch',
		why: 'Sites larger than one page of a listing would be published in part.',
		async check( subject ) {
			const count = ( subject.batchSize ?? 100 ) + 1;
			const site = Object.fromEntries(
				Array.from( { length: count }, ( _, index ) => [
					`page-${ index }/index.html`,
					`page ${ index }`,
				] )
			);
			const { manifest } = await publish( subject, site );
			await demandPublished( subject, manifest );
			const { plan } = await publish( subject, site );
			demand(
				plan.uploads.length === 0 && plan.unchanged === count,
				`the second publish sends ${ plan.uploads.length } files and counts ${ plan.unchanged } of ${ count } as unchanged`
			);
			const { manifest: small } = await publish( subject, {
				'index.html': 'alone',
			} );
			await demandPublished( subject, small );
		},
	},
];

async function demandRefused(
	subject: TargetUnderTest,
	path: string
): Promise< void > {
	const target = await subject.createTarget();
	const manifest = await createTestManifest( { [ path ]: 'refused' } );
	const { error } = await settle( () =>
		target.prepare( manifest, { signal: calm() } )
	);
	await target.discard( error );
	demand(
		AetherError.isInstance( error ) &&
			error.code === 'path_rejected' &&
			error.message.includes( path ),
		`prepare() answered ${ path } with ${
			error === undefined ? 'a plan' : describeError( error )
		}`
	);
}

const describePlan = ( plan: TransferPlan ): string =>
	JSON.stringify( {
		uploads: plan.uploads
			.map( ( { path, reason } ) => `${ path } (${ reason })` )
			.sort(),
		removals: [ ...plan.removals ].sort(),
		unchanged: plan.unchanged,
	} );
