import {
	fakeRuntime,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { FakeHost } from './fake-host';
import { MyCloudProvider } from './my-cloud-provider';

const TOKEN = 'a-token-for-tests';
const config = { endpoint: 'https://host.test' };

let host = new FakeHost( TOKEN );
let runtime = fakeRuntime( { config } );

testProvider( { id: 'my-cloud', providerClass: MyCloudProvider, config } );

testDeploymentTarget( {
	name: 'My Cloud',
	reset() {
		host = new FakeHost( TOKEN );
		runtime = fakeRuntime( {
			config,
			secrets: { token: TOKEN },
			fetch: host.fetch,
		} );
	},
	createTarget: () =>
		new MyCloudProvider().createTarget( 'static_site', runtime, {
			signal: new AbortController().signal,
		} ),
	readBackend: () => host.files,
	putForeign: ( path, body ) => {
		host.files.set( path, { body } );
	},
	answerWith( status ) {
		host.status = status;
	},
	secrets: {
		values: [ TOKEN ],
		readLog: () => JSON.stringify( runtime.logger.entries ),
	},
} );
