import { describe, expect, it } from 'vitest';
import { AbstractProvider } from '../../src/abstract-provider';
import { ConfigFieldBuilder } from '../../src/config-field-builder';
import { AetherError } from '../../src/errors';
import { MemoryBackend, MemoryTarget } from '../memory-target';
import { checkLaw, checkLaws, TARGET_LAWS } from '.';
import { BROKEN_TARGETS } from './broken-targets';
import { PROVIDER_LAWS } from './provider-laws';
import type { DeploymentManifest, OperationOptions } from '../../src/types';

/** Brings everything that a law may ask for. */
const correctTarget = () => {
	const backend = new MemoryBackend();
	return {
		createTarget: () => new MemoryTarget( { backend } ),
		readBackend: () => backend.read(),
		putForeign: ( path: string, body: Uint8Array ) =>
			backend.putForeign( path, body ),
	};
};

describe( 'The conformance kit', () => {
	it( 'finds nothing wrong with a correct target', async () => {
		const reports = await checkLaws( correctTarget );
		expect( reports.length ).toBeGreaterThanOrEqual( 17 );
		expect(
			reports.filter( ( { violation } ) => violation !== null )
		).toEqual( [] );
	} );

	it( 'finds nothing wrong with a target that says which paths its host refuses', async () => {
		const refusesPath = ( path: string ) => /[#?]/.test( path );
		class Particular extends MemoryTarget {
			override async prepare(
				manifest: DeploymentManifest,
				options: OperationOptions
			) {
				const refused = [ ...manifest.files.keys() ].find(
					refusesPath
				);
				if ( refused !== undefined ) {
					throw new AetherError(
						'path_rejected',
						`The host refuses ${ refused }.`
					);
				}
				return super.prepare( manifest, options );
			}
		}
		const reports = await checkLaws( () => {
			const backend = new MemoryBackend();
			return {
				...correctTarget(),
				createTarget: () => new Particular( { backend } ),
				readBackend: () => backend.read(),
				refusesPath,
			};
		} );
		expect(
			reports.find( ( { law } ) => law.id === 'paths' )?.violation
		).toBeNull();
	} );

	it.each( BROKEN_TARGETS )(
		'catches a target that %s by the law "%s"',
		async ( _, id, createSubject ) => {
			const law = TARGET_LAWS.find( ( known ) => known.id === id );
			const caught =
				law &&
				( await checkLaw( law, createSubject() ).catch(
					( error: Error ) => error
				) );
			expect( caught ).toMatchObject( {
				name: 'LawViolation',
				message: expect.stringMatching(
					/^Law: .+\nFound: .+\nWhy it matters: .+/
				),
			} );
			expect( caught?.message ).toContain( `Law: ${ law?.title }.` );
		}
	);

	it( 'has at least one broken target for each law, and a name of its own for each', () => {
		const ids = TARGET_LAWS.map( ( { id } ) => id );
		expect( new Set( ids ).size ).toBe( ids.length );
		expect( new Set( BROKEN_TARGETS.map( ( [ , id ] ) => id ) ) ).toEqual(
			new Set( ids )
		);
	} );
} );

describe( 'The laws of providers', () => {
	class Correct extends AbstractProvider {
		override getSupportedDeploymentTypes() {
			return [ 'static_site' ];
		}
		override getProviderSpecificConfigFields() {
			return [ ConfigFieldBuilder.text( 'bucket' ).required() ];
		}
		override uploadFile() {}
	}
	class NoTypes extends Correct {
		override getSupportedDeploymentTypes(): string[] {
			return [];
		}
	}
	class BadSecret extends Correct {
		override getProviderSpecificConfigFields() {
			return [ ConfigFieldBuilder.password( 'key' ).default( 'x' ) ];
		}
	}
	class Lenient extends Correct {
		override validateConfig() {
			return [];
		}
	}
	class NoTarget extends AbstractProvider {
		override getSupportedDeploymentTypes() {
			return [ 'static_site' ];
		}
	}
	const violated = async ( providerClass: typeof Correct ) => {
		const broken: string[] = [];
		for ( const law of PROVIDER_LAWS ) {
			await checkLaw( law, {
				id: 'my-cloud',
				providerClass,
				config: { bucket: 'site' },
			} ).catch( () => broken.push( law.id ) );
		}
		return broken;
	};

	it.each( [
		[ 'nothing wrong', Correct, [] ],
		[ 'no deployment type', NoTypes, [ 'metadata', 'fields' ] ],
		[ 'a default for a secret', BadSecret, [ 'fields' ] ],
		[ 'a check that accepts all', Lenient, [ 'config' ] ],
		[ 'nothing that sends', NoTarget as typeof Correct, [ 'targets' ] ],
	] )( 'judge a provider with %s', async ( _, providerClass, broken ) => {
		expect( await violated( providerClass ) ).toEqual( broken );
	} );
} );
