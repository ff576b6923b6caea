import {
	AbstractProvider,
	ConfigFieldBuilder,
	DEPLOYMENT_TYPES,
	type OperationOptions,
} from '@aether/provider-sdk';
import { FtpTarget } from './ftp-target';
import { type FtpConfig, type FtpRuntime, send } from './requests';

export class FtpProvider extends AbstractProvider< FtpConfig > {
	override getMetadata() {
		return {
			...super.getMetadata(),
			name: 'FTP',
			description: 'Web space that is reached by FTP.',
		};
	}

	override getSupportedDeploymentTypes() {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}

	override getProviderSpecificConfigFields() {
		return [
			...super.getProviderSpecificConfigFields(),
			ConfigFieldBuilder.text( 'host' )
				.label( 'Server' )
				.placeholder( 'ftp.example.com' )
				.required(),
			ConfigFieldBuilder.number( 'port' )
				.label( 'Port' )
				.min( 1 )
				.max( 65_535 )
				.default( 21 ),
			ConfigFieldBuilder.text( 'username' )
				.label( 'User name' )
				.required(),
			ConfigFieldBuilder.password( 'password' )
				.label( 'Password' )
				.description(
					'FTP sends password and files unencrypted from this server to the other.'
				)
				.required(),
			ConfigFieldBuilder.text( 'directory' )
				.label( 'Directory' )
				.description(
					'What visitors see. Empty: where the account begins.'
				)
				.placeholder( 'public_html' ),
			ConfigFieldBuilder.url( 'public_url' )
				.label( 'Public address' )
				.required(),
		];
	}

	async testConnection( runtime: FtpRuntime, { signal }: OperationOptions ) {
		await send( runtime, 'connection', { method: 'GET', signal } );
	}

	override async createTarget(
		type: string,
		runtime: FtpRuntime,
		{ signal }: OperationOptions
	) {
		signal.throwIfAborted();
		return new FtpTarget( type, runtime );
	}
}
