import { describe, expect, it } from 'vitest';
import { ConfigFieldBuilder } from './config-field-builder';

describe( 'ConfigFieldBuilder', () => {
	it.each( [
		'text',
		'password',
		'textarea',
		'checkbox',
		'number',
		'email',
		'url',
	] as const )( 'makes a %s field, as a class and as an object', ( type ) => {
		expect( ConfigFieldBuilder[ type ]( 'a_field' ).build().type ).toBe(
			type
		);
		expect(
			new ConfigFieldBuilder( 'a_field' )[ type ]().build()
		).toMatchObject( { id: 'a_field', type } );
		expect(
			new ConfigFieldBuilder()[ type ]( 'a_field' ).build()
		).toMatchObject( { id: 'a_field', type } );
	} );

	it( 'has every property that can be chained', () => {
		const validate = () => null;
		const sanitize = ( value: unknown ) => String( value );
		expect(
			ConfigFieldBuilder.text( 'bucket_name' )
				.label( 'Bucket' )
				.description( 'Where files go.' )
				.required()
				.pattern( /[a-z]+/, 'Letters.' )
				.placeholder( 'my-bucket' )
				.default( 'site' )
				.options( { a: 'A' } )
				.min( 3 )
				.max( 63 )
				.step( 2 )
				.rows( 5 )
				.sensitive()
				.validate( validate )
				.sanitize( sanitize )
				.showIf( 'region', 'custom' )
				.showIf( { advanced: true } )
				.group( 'Storage' )
				.build()
		).toEqual( {
			id: 'bucket_name',
			type: 'text',
			label: 'Bucket',
			description: 'Where files go.',
			required: true,
			pattern: '[a-z]+',
			patternMessage: 'Letters.',
			placeholder: 'my-bucket',
			default: 'site',
			options: [ { value: 'a', label: 'A' } ],
			min: 3,
			max: 63,
			step: 2,
			rows: 5,
			sensitive: true,
			validate,
			sanitize,
			showIf: { region: 'custom', advanced: true },
			group: 'Storage',
		} );
	} );

	it( 'names a field after its id until it has a label', () => {
		expect( ConfigFieldBuilder.text( 'api_key' ).build().label ).toBe(
			'API Key'
		);
	} );

	it( 'takes choices as a list, as words, and as labels by value', () => {
		const built = [
			ConfigFieldBuilder.select( 'a', [ { value: 'x', label: 'X' } ] ),
			ConfigFieldBuilder.select( 'a' ).options( { x: 'X' } ),
			new ConfigFieldBuilder().select( 'a', [ 'X' ] ),
		].map( ( builder ) => builder.build().options );
		expect( built ).toEqual( [
			[ { value: 'x', label: 'X' } ],
			[ { value: 'x', label: 'X' } ],
			[ { value: 'X', label: 'X' } ],
		] );
	} );

	it( 'makes every password a secret', () => {
		expect( ConfigFieldBuilder.password( 'token' ).build().sensitive ).toBe(
			true
		);
		expect(
			new ConfigFieldBuilder( 'token' ).password().build().sensitive
		).toBe( true );
	} );

	it( 'builds a list of built and unbuilt fields', () => {
		const built = ConfigFieldBuilder.text( 'a' ).build();
		expect(
			ConfigFieldBuilder.buildAll( [
				built,
				ConfigFieldBuilder.text( 'b' ),
			] ).map( ( field ) => field.id )
		).toEqual( [ 'a', 'b' ] );
	} );

	it( 'gives out fields that nobody can change', () => {
		expect( ConfigFieldBuilder.text( 'a' ).build() ).toSatisfy(
			Object.isFrozen
		);
	} );

	it.each( [
		[ 'no id', new ConfigFieldBuilder() ],
		[ 'an id with a space', ConfigFieldBuilder.text( 'api key' ) ],
		[ 'the id __proto__', ConfigFieldBuilder.text( '__proto__' ) ],
		[
			'a pattern that is none',
			ConfigFieldBuilder.text( 'a' ).pattern( '(' ),
		],
		[ 'a select without choices', ConfigFieldBuilder.select( 'a' ) ],
	] )( 'refuses %s', ( _, builder ) => {
		expect( () => builder.build() ).toThrow(
			expect.objectContaining( { code: 'contract_violated' } )
		);
	} );
} );
