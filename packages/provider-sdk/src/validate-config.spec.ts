import { describe, expect, it, vi } from 'vitest';
import cases from '../testing/config-cases.json' with { type: 'json' };
import { ConfigFieldBuilder } from './config-field-builder';
import { sanitizeConfig, sanitizeValue } from './sanitize-config';
import { validateConfig, validateValue } from './validate-config';
import type { ConfigField, ConfigValue, ProviderConfig } from './types';

interface ConfigCase {
	readonly name: string;
	/** What is left out is not required and not sensitive; the label is the id. */
	readonly field: Partial< ConfigField > & Pick< ConfigField, 'id' | 'type' >;
	/** Values of other fields, which `showIf` may look at. */
	readonly config?: Readonly< Record< string, ConfigValue > >;
	readonly value: ConfigValue;
	readonly issues: readonly string[];
	/** What is stored; left out: the value as it is. */
	readonly sanitized?: ConfigValue;
}

const completeField = ( { field }: ConfigCase ): ConfigField => ( {
	label: field.id,
	required: false,
	sensitive: false,
	...field,
} );

describe( 'The rules of fields, as the form and PHP share them', () => {
	it.each( cases as unknown as ConfigCase[] )( '$name', ( row ) => {
		const field = completeField( row );
		const config = { ...row.config, [ field.id ]: row.value };
		expect(
			validateConfig( [ field ], config as ProviderConfig ).map(
				( issue ) => issue.code
			)
		).toEqual( row.issues );
		expect( sanitizeValue( field, row.value ) ).toEqual(
			'sanitized' in row ? row.sanitized : row.value
		);
	} );

	it( 'has a name of its own for each case', () => {
		expect( new Set( cases.map( ( row ) => row.name ) ).size ).toBe(
			cases.length
		);
	} );
} );

describe( 'validateConfig', () => {
	const secret = ConfigFieldBuilder.password( 'token' ).required().build();

	it( 'takes a secret that is left out as kept', () => {
		expect( validateConfig( [ secret ], {} ) ).toEqual( [] );
		expect(
			validateConfig( [ secret ], {}, { secrets: { token: 'set' } } )
		).toEqual( [] );
	} );

	it.each( [ 'unset', 'unreadable' ] as const )(
		'asks for a required secret that is %s',
		( status ) => {
			expect(
				validateConfig( [ secret ], {}, { secrets: { token: status } } )
			).toMatchObject( [ { field: 'token', code: 'required' } ] );
		}
	);

	it( 'never repeats a value in a message', () => {
		const field = ConfigFieldBuilder.password( 'token' )
			.pattern( 'glpat-.+' )
			.build();
		const [ issue ] = validateConfig( [ field ], { token: 'hunter2' } );
		expect( issue?.code ).toBe( 'pattern' );
		expect( issue?.message ).not.toContain( 'hunter2' );
	} );

	it( 'uses the words that the field brings for its pattern', () => {
		const field = ConfigFieldBuilder.text( 'bucket' )
			.pattern( '[a-z]+', 'Lower-case letters only.' )
			.build();
		expect( validateValue( field, 'A1' )?.message ).toBe(
			'Lower-case letters only.'
		);
	} );

	it( 'asks the field itself last, with the whole configuration', () => {
		const validate = vi.fn( ( value: ConfigValue ) =>
			value === 'taken' ? 'Taken.' : null
		);
		const field = ConfigFieldBuilder.text( 'name' )
			.max( 5 )
			.validate( validate )
			.build();
		expect( validateValue( field, 'far too long' )?.code ).toBe( 'max' );
		expect( validate ).not.toHaveBeenCalled();
		expect( validateValue( field, 'taken', { other: 1 } ) ).toEqual( {
			field: 'name',
			code: 'custom',
			message: 'Taken.',
		} );
		expect( validate ).toHaveBeenCalledWith( 'taken', { other: 1 } );
		expect( validateValue( field, 'free' ) ).toBeNull();
	} );

	it( 'turns a check that throws into an issue', () => {
		const log = vi.spyOn( console, 'error' ).mockReturnValue( undefined );
		const field = ConfigFieldBuilder.text( 'name' )
			.validate( () => {
				throw new Error( 'bug' );
			} )
			.build();
		expect( validateValue( field, 'x' )?.code ).toBe( 'custom' );
		expect( log ).toHaveBeenCalledOnce();
		log.mockRestore();
	} );

	it( 'takes the default of a field that a condition names', () => {
		const fields = [
			ConfigFieldBuilder.select( 'mode', [ 'auto', 'custom' ] )
				.default( 'custom' )
				.build(),
			ConfigFieldBuilder.text( 'endpoint' )
				.required()
				.showIf( 'mode', 'custom' )
				.build(),
		];
		expect( validateConfig( fields, {} ) ).toHaveLength( 1 );
		expect( validateConfig( fields, { mode: 'auto' } ) ).toHaveLength( 0 );
	} );
} );

describe( 'sanitizeConfig', () => {
	it( 'keeps known fields only, and nothing of Object.prototype', () => {
		const field = ConfigFieldBuilder.text( 'constructor' ).build();
		expect( sanitizeConfig( [ field ], { stray: 'x' } ) ).toEqual( {} );
	} );

	it( 'runs the field’s own sanitize last', () => {
		const field = ConfigFieldBuilder.text( 'host' )
			.sanitize( ( value ) => String( value ).toLowerCase() )
			.build();
		expect( sanitizeConfig( [ field ], { host: ' CDN ' } ) ).toEqual( {
			host: 'cdn',
		} );
	} );
} );
