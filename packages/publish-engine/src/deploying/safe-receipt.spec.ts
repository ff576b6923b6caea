import {
	createTestManifest,
	ManualClock,
	MemoryTarget,
	recordingLogger,
} from '@aether/provider-sdk/testing';
import { describe, expect, it } from 'vitest';
import { deployToTarget } from './deploy-to-target';

async function receiptOf( url: string ) {
	const target = new MemoryTarget();
	target.finalize = async () => ( { url, releaseId: 'one' } );
	const { receipt } = await deployToTarget( {
		createTarget: async () => target,
		manifestFor: async () => createTestManifest( [] ),
		listener: { onPlan() {}, onProgress() {}, onRetry() {} },
		clock: new ManualClock(),
		random: () => 1,
		logger: recordingLogger(),
		signal: new AbortController().signal,
	} );
	return receipt;
}

describe( 'the address that a host says a site has', () => {
	it.each( [
		'https://site.test/',
		'http://127.0.0.1:8080/',
		'file:///var/www/current/',
	] )( 'is shown: %s', async ( url ) => {
		expect( await receiptOf( url ) ).toEqual( { url, releaseId: 'one' } );
	} );

	it.each( [
		'javascript:alert(1)',
		' \u0001JaVa\tScript:alert(1)//https://site.test/',
		'data:text/html,<script>alert(1)</script>',
		'blob:https://site.test/1',
		'vbscript:x',
		'/relative/',
		'',
	] )( 'is shown to nobody: %j', async ( url ) => {
		expect( await receiptOf( url ) ).toEqual( { releaseId: 'one' } );
	} );
} );
