import {
	AbstractProvider,
	AetherError,
	ConfigFieldBuilder,
	DEPLOYMENT_TYPES,
	errorCodeForStatus,
	type OperationOptions,
	type ProviderConfig,
	type ProviderRuntime,
	type UploadContext,
	type UploadSource,
} from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

type MyCloudConfig = ProviderConfig & { readonly endpoint: string };

export class MyCloudProvider extends AbstractProvider< MyCloudConfig > {
	override getMetadata() {
		return {
			...super.getMetadata(),
			description: __( 'Publishes to My Cloud.', 'my-cloud' ),
		};
	}

	override getSupportedDeploymentTypes() {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			ConfigFieldBuilder.url( 'endpoint' )
				.label( __( 'Address', 'my-cloud' ) )
				.required(),
			ConfigFieldBuilder.password( 'token' )
				.label( __( 'Token', 'my-cloud' ) )
				.required(),
			ConfigFieldBuilder.url( 'public_url' ).label(
				__( 'Public address', 'my-cloud' )
			),
		];
	}

	/**
	 * The button "Test connection".
	 * @param runtime
	 * @param root0
	 * @param root0.signal
	 */
	async testConnection(
		runtime: ProviderRuntime< MyCloudConfig >,
		{ signal }: OperationOptions
	) {
		await this.#send( '', { runtime, signal }, { method: 'HEAD' } );
	}

	override async uploadFile(
		source: UploadSource,
		destPath: string,
		context: UploadContext< MyCloudConfig >
	) {
		await this.#send( destPath, context, {
			method: 'PUT',
			body: await source.blob(),
			headers: { 'Content-Type': source.contentType },
		} );
	}

	override async deleteFile(
		destPath: string,
		context: UploadContext< MyCloudConfig >
	) {
		await this.#send( destPath, context, { method: 'DELETE' } );
	}

	/**
	 * The one place that talks to the host: signal, secret and errors are dealt with here.
	 *
	 * @param path
	 * @param context
	 * @param context.runtime
	 * @param context.signal
	 * @param init
	 */
	async #send(
		path: string,
		{
			runtime,
			signal,
		}: Pick< UploadContext< MyCloudConfig >, 'runtime' | 'signal' >,
		init: RequestInit
	): Promise< void > {
		const address = path.split( '/' ).map( encodeURIComponent ).join( '/' );
		const headers = new Headers( init.headers );
		headers.set( 'Authorization', `Bearer ${ runtime.secret( 'token' ) }` );
		const response = await runtime.fetch(
			`${ runtime.config.endpoint.replace( /\/$/, '' ) }/${ address }`,
			{ ...init, headers, signal }
		);
		const isGone = init.method === 'DELETE' && response.status === 404;
		if ( ! response.ok && ! isGone ) {
			throw new AetherError(
				errorCodeForStatus( response.status ),
				`My Cloud answered ${ response.status }.`,
				{ status: response.status, providerId: runtime.providerId }
			);
		}
	}
}
