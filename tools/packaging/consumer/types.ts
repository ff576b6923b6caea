/**
 * What an author's compiler must accept, and what it must refuse, of the package as it is installed.
 */
import {
	AbstractProvider,
	AetherError,
	type AetherFilters,
	ConfigFieldBuilder,
	type DeploymentTarget,
	DEPLOYMENT_TYPES,
	getProvidersForDeploymentType,
	type Provider,
	ProviderRegistry,
	registerStep,
	SDK_VERSION,
	type TargetPath,
	toTargetPath,
	type UploadSource,
} from '@aether/provider-sdk';
import {
	fakeRuntime,
	FaultyTarget,
	MemoryTarget,
	testDeploymentTarget,
	testProvider,
} from '@aether/provider-sdk/testing';
import { withAetherSdk } from '@aether/provider-sdk/webpack';

export class Short extends AbstractProvider {
	override getSupportedDeploymentTypes() {
		return [ DEPLOYMENT_TYPES.STATIC_SITE ];
	}
	override getProviderSpecificConfigFields() {
		return [
			ConfigFieldBuilder.url( 'endpoint' ).required(),
			ConfigFieldBuilder.password( 'token' ).sensitive().build(),
		];
	}
	override async uploadFile( source: UploadSource, destPath: string ) {
		return { success: source.size > 0, error: destPath };
	}
}

export class Full extends AbstractProvider<
	Readonly< { bucket: string } > & { deployment_types?: readonly string[] }
> {
	override async createTarget(
		...[ , runtime ]: Parameters<
			AbstractProvider< { bucket: string } >[ 'createTarget' ]
		>
	): Promise< DeploymentTarget > {
		const bucket: string = runtime.config.bucket;
		return new FaultyTarget( new MemoryTarget( { baseUrl: bucket } ) );
	}
}

const registry: ProviderRegistry = ProviderRegistry.getInstance()
	.register( 'short', Short )
	.register( 'full', Full );
export const provider: Provider | null = registry.get( 'short' );
export const ids: readonly string[] =
	getProvidersForDeploymentType( 'database_sync' );
export const version: string = SDK_VERSION;
export const path: TargetPath = toTargetPath( 'a/b.html' );
export const config = withAetherSdk( { plugins: [] } );

DEPLOYMENT_TYPES.DATABASE_SYNC = 'database_sync';
registerStep( {
	id: 'sync',
	label: 'Syncing',
	run: async ( { providersFor, signal } ) => {
		signal.throwIfAborted();
		return { synced: providersFor( 'database_sync' ).length };
	},
} );

export const addField: AetherFilters[ 'aether.provider.config_fields' ] = (
	fields,
	id
) =>
	id === 'short'
		? [ ...fields, ConfigFieldBuilder.text( 'region' ).build() ]
		: fields;

testProvider( {
	id: 'short',
	providerClass: Short,
	config: { endpoint: 'https://example.org' },
	createRuntime: () => fakeRuntime( { secrets: { token: 'x' } } ),
} );

// @ts-expect-error A class that does not extend AbstractProvider is no provider.
registry.register( 'no', class {} );
// @ts-expect-error Codes are a closed list.
export const unknownCode = new AetherError( 'no_such_code', 'message' );
// @ts-expect-error A path is made by toTargetPath() only.
export const anyPath: TargetPath = '../etc/passwd';
// @ts-expect-error A suite without eyes on the backend proves nothing.
testDeploymentTarget( {
	name: 'blind',
	reset: () => {},
	createTarget: () => new MemoryTarget(),
} );
// @ts-expect-error A step needs an id and a label.
registerStep( { run: async () => {} } );
type FieldsFilter = AetherFilters[ 'aether.provider.config_fields' ];
// @ts-expect-error A filter returns fields.
export const noFields: FieldsFilter = () => 'none';
