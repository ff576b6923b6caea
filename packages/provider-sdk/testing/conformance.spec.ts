import { AbstractProvider } from '../src/abstract-provider';
import { ConfigFieldBuilder } from '../src/config-field-builder';
import { AetherError } from '../src/errors';
import { testDeploymentTarget, testProvider } from './conformance';
import { fakeRuntime } from './fake-runtime';
import { MemoryBackend, MemoryTarget } from './memory-target';
import type { BackendFile } from './memory-target';
import type { UploadContext, UploadSource } from '../src/upload-file';

let backend = new MemoryBackend();
const memorySuite = {
	reset: () => {
		backend = new MemoryBackend();
	},
	readBackend: () => backend.read(),
	putForeign: ( path: string, body: Uint8Array ) =>
		backend.putForeign( path, body ),
};

testDeploymentTarget( {
	...memorySuite,
	name: 'MemoryTarget',
	createTarget: () => new MemoryTarget( { backend } ),
} );

testDeploymentTarget( {
	...memorySuite,
	name: 'MemoryTarget that is not atomic',
	createTarget: () => new MemoryTarget( { backend, atomic: false } ),
} );

/** A host that wants a token and answers with a status; what a third party would write a provider for. */
class BoxHost {
	readonly files = new Map< string, BackendFile >();
	status: number | null = null;
	readonly fetch: typeof fetch = async ( input, init ) => {
		const request = new Request( input, init );
		if ( this.status !== null ) {
			return new Response( null, { status: this.status } );
		}
		if ( request.headers.get( 'Authorization' ) !== `Bearer ${ TOKEN }` ) {
			return new Response( null, { status: 401 } );
		}
		const path = decodeURIComponent(
			new URL( request.url ).pathname.slice( 1 )
		);
		if ( request.method === 'DELETE' ) {
			this.files.delete( path );
		} else {
			this.files.set( path, {
				body: new Uint8Array( await request.arrayBuffer() ),
				contentType: request.headers.get( 'Content-Type' ) ?? '',
			} );
		}
		return new Response();
	};
}

const TOKEN = 'box-token-0123456789';
const CODES = {
	401: 'auth_failed',
	403: 'permission_denied',
	429: 'rate_limited',
} as const;

class BoxProvider extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ 'static_site' ];
	}
	override getProviderSpecificConfigFields() {
		return [
			ConfigFieldBuilder.url( 'endpoint' ).required(),
			ConfigFieldBuilder.password( 'token' ).required(),
		];
	}
	override async uploadFile(
		source: UploadSource,
		destPath: string,
		context: UploadContext
	) {
		await this.#request( destPath, context, {
			method: 'PUT',
			headers: { 'Content-Type': source.contentType },
			body: await source.blob(),
		} );
	}
	override async deleteFile( destPath: string, context: UploadContext ) {
		await this.#request( destPath, context, { method: 'DELETE' } );
	}
	async #request(
		path: string,
		{ runtime, signal }: UploadContext,
		init: RequestInit
	) {
		const headers = new Headers( init.headers );
		headers.set( 'Authorization', `Bearer ${ runtime.secret( 'token' ) }` );
		const url = `${ runtime.config.endpoint }/${ path
			.split( '/' )
			.map( encodeURIComponent )
			.join( '/' ) }`;
		const { ok, status } = await runtime.fetch( url, {
			...init,
			headers,
			signal,
		} );
		if ( ! ok ) {
			throw new AetherError(
				CODES[ status as keyof typeof CODES ] ?? 'remote_failed',
				`The box answered ${ status }.`,
				{ status }
			);
		}
	}
}

const config = { endpoint: 'https://box.test' };
let host = new BoxHost();
let runtime = fakeRuntime();

testDeploymentTarget( {
	name: 'A provider with uploadFile() and deleteFile()',
	reset: () => {
		host = new BoxHost();
		runtime = fakeRuntime( {
			config,
			secrets: { token: TOKEN },
			fetch: host.fetch,
		} );
	},
	createTarget: () =>
		new BoxProvider().createTarget( 'static_site', runtime, {
			signal: new AbortController().signal,
		} ),
	readBackend: () => host.files,
	putForeign: ( path, body ) => {
		host.files.set( path, { body } );
	},
	answerWith: ( status ) => {
		host.status = status;
	},
	secrets: {
		values: [ TOKEN ],
		readLog: () => JSON.stringify( runtime.logger.entries ),
	},
	batchSize: 200,
} );

testProvider( {
	id: 'box',
	providerClass: BoxProvider,
	config,
} );
