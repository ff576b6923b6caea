import { toAetherError } from '@aether/provider-sdk';
import { nextAction } from '../advice';
import { createNodeHost } from '../node-host';
import { failed, type Check, type Diagnosis } from './check';

/** Each provider that is switched on takes a connection. */
export const providers: Check = {
	id: 'providers',
	async run( { connection, signal } ) {
		const host = await createNodeHost( connection, { signal } );
		const diagnoses: Diagnosis[] = [];
		try {
			const registry = host.services.providers;
			for ( const id of registry.getAllIds() ) {
				const provider = registry.get( id );
				const isEnabled = provider
					?.getSupportedDeploymentTypes()
					.some( ( type ) =>
						provider.isDeploymentTypeEnabled( type )
					);
				if ( ! provider || ! isEnabled ) {
					continue;
				}
				try {
					const runtime = await host.services.runtimeFor( id, {
						signal,
					} );
					const { warnings = [] } =
						( await provider.testConnection?.( runtime, {
							signal,
						} ) ) ?? {};
					diagnoses.push(
						{ status: 'ok', message: `${ id } can be reached.` },
						...warnings.map( ( warning ) => ( {
							status: 'warning' as const,
							message: `${ id }: ${ warning }`,
						} ) )
					);
				} catch ( cause ) {
					signal.throwIfAborted();
					const error = toAetherError( cause, { providerId: id } );
					diagnoses.push( {
						status: 'failed',
						message: `${ id }: ${ error.message }`,
						action:
							nextAction( error ) ??
							'Check its fields in Settings → Aether.',
					} );
				}
			}
		} finally {
			await host.dispose();
		}
		return diagnoses.length > 0
			? diagnoses
			: failed(
					'No provider is switched on.',
					'Switch one on in Settings → Aether.'
				);
	},
};
