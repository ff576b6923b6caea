import {
	type FakeRuntime,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll } from 'vitest';
import { ObjectStorage } from '../../../../tests/stands/object-storage';
import { bucketRuntime } from '../../../../tests/stands/object-storage/open-bucket';
import { readPublished } from '../../../../tests/stands/object-storage/read-published';
import { standTime } from '../../../../tests/stands/object-storage/stand-time';
import { CloudflareR2Provider } from '../../providers/cloudflare-r2';
import { S3Provider } from '../../providers/s3';

const TIMEOUT_MS = 120_000;
const { signal } = new AbortController();

let stand: ObjectStorage;
let runtime: FakeRuntime;

beforeAll( async () => {
	stand = await ObjectStorage.start();
} );
afterAll( () => stand.stop() );

const answerWith = ( status: number | null ) => {
	stand.faults.clear();
	if ( status !== null ) {
		stand.faults.on(
			{},
			{
				kind: 'answer',
				status,
				code: status === 401 ? 'Unauthorized' : 'Failed',
			},
			1,
			Infinity
		);
	}
};

const PROVIDERS = {
	'cloudflare-r2': CloudflareR2Provider,
	s3: S3Provider,
} as const;

for ( const [ id, providerClass ] of Object.entries( PROVIDERS ) ) {
	testProvider( {
		id,
		providerClass,
		config: {
			access_key_id: '0123456789abcdef',
			bucket_name: 'site',
			endpoint: 'https://objects.test',
			public_url: 'https://published.test/',
		},
	} );
	for ( const layout of [ 'releases', 'plain' ] as const ) {
		// A path of the greatest length leaves no room for a prefix where paths are keys.
		const root = layout === 'plain' ? '' : 'sites/one/';
		testDeploymentTarget( {
			name: `${ id }, ${ layout },`,
			async reset() {
				await stand.clear();
				runtime = bucketRuntime( stand, { prefix: root, layout } );
			},
			createTarget() {
				standTime.pass( 1000 );
				return new providerClass().createTarget(
					'static_site',
					runtime,
					{ signal }
				);
			},
			readBackend: () => readPublished( stand.r2, root, layout ),
			putForeign: ( path ) => stand.r2.fill( { [ path ]: 'theirs' } ),
			answerWith,
			secrets: {
				get values() {
					return [ stand.secretAccessKey ];
				},
				readLog: () => JSON.stringify( runtime.logger.entries ),
			},
			batchSize: 20,
			timeoutMs: TIMEOUT_MS,
		} );
	}
}
