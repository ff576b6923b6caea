import {
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { afterAll, beforeAll, describe } from 'vitest';
import { FtpProvider } from '../../examples/ftp-provider-plugin/src/ftp-provider';
import { LARGEST_BATCH } from '../../examples/ftp-provider-plugin/src/ftp-target';
import { type FtpStand, startFtp } from '../stands/ftp';
import {
	PLUGIN_FOLDERS,
	startWordPress,
	type WordPressStand,
} from '../stands/wordpress';
import { FtpExample } from '../support/ftp-example';
import { talkTo } from '../support/wordpress';

/** A machine may be busy with the rest of the long run. */
const PATIENCE_MS = 300_000;

let ftp: FtpStand;
let stand: WordPressStand;
let example: FtpExample;

beforeAll( async () => {
	ftp = await startFtp();
	stand = await startWordPress( {
		plugins: [ ...PLUGIN_FOLDERS, 'examples/ftp-provider-plugin' ],
	} );
	example = new FtpExample( talkTo( stand ), ftp, new FtpProvider() );
	await example.configure();
}, PATIENCE_MS );

afterAll( async () => {
	await stand?.stop();
	await ftp?.stop();
} );

describe( 'The example of FTP, over a real server and a real WordPress', () => {
	testProvider( {
		id: 'ftp',
		providerClass: FtpProvider,
		config: {
			host: 'ftp.example',
			username: 'site',
			public_url: 'https://site.example/',
		},
	} );

	testDeploymentTarget( {
		name: 'FTP',
		reset: () => example.reset(),
		createTarget: () => example.createTarget(),
		readBackend: () => example.readBackend(),
		putForeign: ( path, body ) => example.putForeign( path, body ),
		answerWith( status ) {
			example.status = status;
		},
		secrets: {
			get values() {
				return [ ftp.password ];
			},
			readLog: () => JSON.stringify( example.runtime.logger.entries ),
		},
		batchSize: LARGEST_BATCH,
		timeoutMs: PATIENCE_MS,
	} );
} );
