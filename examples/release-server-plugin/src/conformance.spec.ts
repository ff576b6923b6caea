import {
	fakeRuntime,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { FakeReleaseServer } from './fake-release-server';
import { ReleaseServerProvider } from './release-server-provider';
import { LARGEST_QUESTION } from './release-target';

const TOKEN = 'token-of-the-release-server';
const config = {
	endpoint: 'https://releases.test',
	public_url: 'https://www.releases.test',
};

let server = new FakeReleaseServer( TOKEN );
let runtime = fakeRuntime( { config } );

testProvider( {
	id: 'release-server',
	providerClass: ReleaseServerProvider,
	config,
} );

testDeploymentTarget( {
	name: 'The release server',
	reset() {
		server = new FakeReleaseServer( TOKEN );
		runtime = fakeRuntime( {
			config,
			secrets: { token: TOKEN },
			fetch: server.fetch,
		} );
	},
	createTarget: () =>
		new ReleaseServerProvider().createTarget( 'static_site', runtime, {
			signal: new AbortController().signal,
		} ),
	readBackend: () => server.read(),
	putForeign: ( path, body ) => server.putForeign( path, body ),
	answerWith( status ) {
		server.status = status;
	},
	secrets: {
		values: [ TOKEN ],
		readLog: () => JSON.stringify( runtime.logger.entries ),
	},
	batchSize: LARGEST_QUESTION,
} );
