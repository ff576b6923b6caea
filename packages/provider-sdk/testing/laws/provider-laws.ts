import { ProviderRegistry } from '../../src/provider-registry';
import { fakeRuntime } from '../fake-runtime';
import { calm, demand, demandAborted, type LawText } from './law';
import type { ProviderClass } from '../../src/provider-class';
import type {
	Provider,
	ProviderConfig,
	ProviderRuntime,
} from '../../src/types';

/** What the laws need of a provider. */
export interface ProviderUnderTest {
	readonly id: string;
	readonly providerClass: ProviderClass;
	/** A configuration that is right, without secrets. */
	readonly config: ProviderConfig;
	/** What it runs in; default: `fakeRuntime()` with this id and configuration. */
	readonly createRuntime?: () => ProviderRuntime;
}

export interface ProviderLaw extends LawText {
	readonly check: ( subject: ProviderUnderTest ) => Promise< void >;
}

/** Everything that a provider promises before the first file is sent. */
export const PROVIDER_LAWS: readonly ProviderLaw[] = [
	{
		id: 'registers',
		title: 'can be registered, constructed without arguments and asked for its id',
		why: 'It would not appear on the settings page.',
		async check( subject ) {
			const provider = register( subject );
			demand(
				provider.id === subject.id,
				`its id is ${ JSON.stringify( provider.id ) } instead of "${ subject.id }"`
			);
		},
	},
	{
		id: 'metadata',
		title: 'describes itself: id, name, icon, description and deployment types',
		why: 'Its card on the settings page would have holes.',
		async check( subject ) {
			const provider = register( subject );
			const metadata = provider.getMetadata();
			demand( metadata.id !== '', 'getMetadata().id is empty' );
			for ( const key of [
				'id',
				'name',
				'icon',
				'description',
			] as const ) {
				demand(
					typeof metadata[ key ] === 'string',
					`getMetadata().${ key } is no text`
				);
			}
			demand(
				metadata.name.trim() !== '',
				'getMetadata().name is empty'
			);
			const types = provider.getSupportedDeploymentTypes();
			demand(
				types.length > 0 &&
					types.every( ( type ) => /^[a-z0-9_]+$/.test( type ) ),
				`getSupportedDeploymentTypes() is ${ JSON.stringify( types ) }`
			);
			demand(
				JSON.stringify( metadata.supportedDeploymentTypes ) ===
					JSON.stringify( types ),
				'getMetadata().supportedDeploymentTypes differs from getSupportedDeploymentTypes()'
			);
		},
	},
	{
		id: 'fields',
		title: 'has fields that can be stored: own ids, labels, and no default for a secret',
		why: 'Settings would overwrite each other, or a secret would stand in the page.',
		async check( subject ) {
			const provider = register( subject );
			const fields = provider.getConfigFields();
			demand(
				new Set( fields.map( ( { id } ) => id ) ).size ===
					fields.length,
				'two fields have the same id'
			);
			demand(
				fields[ 0 ]?.id === 'deployment_types',
				'the first field does not choose the deployment types'
			);
			for ( const field of fields ) {
				demand(
					field.label !== '',
					`the field ${ field.id } has no label`
				);
				demand(
					! field.sensitive || field.default === undefined,
					`the secret ${ field.id } has a default`
				);
				demand(
					field.type !== 'password' || field.sensitive,
					`the password ${ field.id } is not sensitive()`
				);
			}
		},
	},
	{
		id: 'config',
		title: 'finds nothing wrong with a right configuration, and names every required field of an empty one',
		why: 'Nobody could save it, or a publish would fail on what the form could have said.',
		async check( subject ) {
			const provider = register( subject );
			const issues = provider.validateConfig( subject.config );
			demand(
				issues.length === 0,
				`the right configuration has issues: ${ JSON.stringify( issues ) }`
			);
			const missing = provider
				.validateConfig( {} )
				.map( ( issue ) => issue.field );
			for ( const field of provider.getConfigFields() ) {
				const isAsked =
					field.required &&
					! field.sensitive &&
					field.showIf === undefined;
				demand(
					! isAsked || missing.includes( field.id ),
					`the required field ${ field.id } may be empty`
				);
			}
		},
	},
	{
		id: 'targets',
		title: 'opens a target for each of its types, and none for a run that was cancelled',
		why: 'It would offer what it cannot do, or go on after Cancel.',
		async check( subject ) {
			const provider = register( subject );
			const runtime = createRuntime( subject );
			for ( const type of provider.getSupportedDeploymentTypes() ) {
				const target = await provider.createTarget( type, runtime, {
					signal: calm(),
				} );
				for ( const verb of [
					'prepare',
					'put',
					'finalize',
					'discard',
				] as const ) {
					demand(
						typeof target[ verb ] === 'function',
						`the target for ${ type } has no ${ verb }()`
					);
				}
				await target.discard( new Error( 'opened by a test' ) );
				const signal = AbortSignal.abort();
				await demandAborted(
					() => provider.createTarget( type, runtime, { signal } ),
					signal,
					'createTarget()'
				);
			}
		},
	},
];

function register( {
	id,
	providerClass,
	config,
}: ProviderUnderTest ): Provider {
	const registry = new ProviderRegistry();
	registry.register( id, providerClass );
	registry.setConfigs( { [ id ]: config } );
	const provider = registry.get( id );
	demand(
		provider !== null,
		'a callback of the filter aether.provider.register refuses it'
	);
	return provider;
}

const createRuntime = ( subject: ProviderUnderTest ): ProviderRuntime =>
	subject.createRuntime?.() ??
	fakeRuntime( { providerId: subject.id, config: subject.config } );
