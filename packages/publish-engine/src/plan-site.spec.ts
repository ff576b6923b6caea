import { AetherError } from '@aether/provider-sdk';
import {
	FaultyTarget,
	MemoryBackend,
	MemoryTarget,
} from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { createTestServices, MemoryRecords, MemorySite } from '../testing';
import { planSite } from './plan-site';
import { publishSite } from './publish-site';

const html = ( content: string ) => `<html><body>${ content }</body></html>`;

const createSite = () =>
	new MemorySite( {
		'/': {
			body: html( '<a href="/a/">A</a> <a href="/gone/">Gone</a>' ),
			listedAs: 'home',
		},
		'/a/': { body: html( 'A' ), listedAs: 'post' },
	} );

describe( 'planSite', () => {
	it( 'says what a publish would upload, with the findings, and writes nothing', async () => {
		const target = new FaultyTarget( new MemoryTarget() );
		const services = createTestServices( {
			site: createSite(),
			targets: { memory: () => target },
		} );
		await expect( planSite( { services } ) ).resolves.toMatchObject( {
			status: 'success',
			pageCount: 2,
			providers: [
				{
					providerId: 'memory',
					plan: {
						uploads: [
							{ path: 'index.html', reason: 'new' },
							{ path: 'a/index.html', reason: 'new' },
						],
						removals: [],
						unchanged: 0,
					},
				},
			],
			findings: [ { code: 'link_broken' } ],
		} );
		expect( target.calls ).toEqual( [ 'prepare', 'discard' ] );
		expect( services.content.isDisposed ).toBe( true );
	} );

	it( 'is followed to the letter by the publish after it', async () => {
		const backend = new MemoryBackend();
		const site = createSite();
		const services = () =>
			createTestServices( {
				site,
				targets: { memory: () => new MemoryTarget( { backend } ) },
			} );
		await publishSite( {
			services: services(),
			records: new MemoryRecords(),
		} );
		site.set( '/a/', { body: html( 'Edited' ), listedAs: 'post' } );
		const { providers } = await planSite( { services: services() } );
		expect( providers[ 0 ]?.plan ).toEqual( {
			uploads: [ { path: 'a/index.html', reason: 'content' } ],
			removals: [],
			unchanged: 1,
		} );
		const published = await publishSite( {
			services: services(),
			records: new MemoryRecords(),
		} );
		expect( published.providers ).toMatchObject( [
			{ uploaded: 1, unchanged: 1 },
		] );
	} );

	it( 'says what stops a build', async () => {
		const site = createSite();
		site.set( '/a/', { body: '', listedAs: 'post' } );
		const services = createTestServices( {
			site,
			targets: { memory: () => new MemoryTarget() },
		} );
		await expect( planSite( { services } ) ).resolves.toMatchObject( {
			status: 'failed',
			providers: [],
			findings: expect.arrayContaining( [
				expect.objectContaining( { code: 'page_empty' } ),
			] ),
		} );
	} );

	it( 'names the provider that cannot plan', async () => {
		const services = createTestServices( {
			site: createSite(),
			targets: {
				good: () => new MemoryTarget(),
				bad: () =>
					new FaultyTarget( new MemoryTarget() )
						.on( 'prepare' )
						.fail( new AetherError( 'auth_failed', 'Wrong key.' ) ),
			},
		} );
		const { status, providers } = await planSite( { services } );
		expect( status ).toBe( 'partial' );
		expect( providers ).toMatchObject( [
			{ providerId: 'bad', error: { code: 'auth_failed' } },
			{ providerId: 'good', plan: { unchanged: 0 } },
		] );
	} );

	it( 'is cancelled by its signal', async () => {
		const services = createTestServices( {
			site: createSite(),
			targets: { memory: () => new MemoryTarget() },
		} );
		await expect(
			planSite( { services, signal: AbortSignal.abort() } )
		).resolves.toMatchObject( { status: 'cancelled' } );
	} );
} );
