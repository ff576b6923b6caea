import { type ConfigField, ProviderRegistry } from '@aether/provider-sdk';
import { LocalFilesystemProvider } from 'aether-site-exporter/providers/local-filesystem';
import { CloudflareR2Provider } from 'aether-site-exporter-providers/providers/cloudflare-r2';
import { CloudflareWorkersProvider } from 'aether-site-exporter-providers/providers/cloudflare-workers';
import { GitLabProvider } from 'aether-site-exporter-providers/providers/gitlab';
import { GitLabPagesProvider } from 'aether-site-exporter-providers/providers/gitlab-pages';
import { S3Provider } from 'aether-site-exporter-providers/providers/s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { AS_ADMINISTRATOR, ASK, php } from '../support/php';

const CLASSES = {
	'local-filesystem': LocalFilesystemProvider,
	'cloudflare-r2': CloudflareR2Provider,
	'cloudflare-workers': CloudflareWorkersProvider,
	s3: S3Provider,
	gitlab: GitLabProvider,
	'gitlab-pages': GitLabPagesProvider,
};

/**
 * What decides whether a value is taken; words for people may differ.
 *
 * @param field
 */
const rulesOf = ( field: Partial< ConfigField > ) => ( {
	id: field.id,
	type: field.type,
	required: field.required ?? false,
	sensitive: field.sensitive ?? false,
	pattern: field.pattern,
	min: field.min,
	max: field.max,
	default: field.default,
	options: field.options?.map( ( { value } ) => value ).sort(),
} );

/**
 * When a field counts. PHP may check a field that the form hides, but not the other way round.
 *
 * @param field
 */
const conditionOf = ( field: Partial< ConfigField > ) =>
	Object.entries( field.showIf ?? {} ).map( ( [ id, values ] ) => [
		id,
		[ values ].flat(),
	] );

let schemas: Record< string, readonly Partial< ConfigField >[] >;

beforeAll( async () => {
	( { data: schemas } = await php< { data: typeof schemas } >(
		`${ ASK } ${ AS_ADMINISTRATOR }
		return $ask( 'GET', '/aether/v1/settings/schema' );`
	) );
} );

describe( 'The fields that PHP and the form know', () => {
	it.each( Object.entries( CLASSES ) )(
		'are the same for %s',
		( id, providerClass ) => {
			const registry = new ProviderRegistry();
			registry.register( id, providerClass );
			// PHP adds the field of the deployment types by itself.
			const form = registry
				.get( id )!
				.getConfigFields()
				.filter( ( field ) => field.id !== 'deployment_types' );
			const known = new Map(
				schemas[ id ]!.map( ( field ) => [ field.id, field ] )
			);
			expect( form.map( rulesOf ) ).toEqual(
				form.map( ( field ) => rulesOf( known.get( field.id ) ?? {} ) )
			);
			expect( [ ...known.keys() ].sort() ).toEqual(
				form.map( ( field ) => field.id ).sort()
			);
			for ( const field of form ) {
				const inPhp = conditionOf( known.get( field.id ) ?? {} );
				expect( [ [], conditionOf( field ) ] ).toContainEqual( inPhp );
			}
		}
	);
} );
