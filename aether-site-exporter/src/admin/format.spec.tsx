import { getSettings, setSettings } from '@wordpress/date';
import { afterEach, describe, expect, it } from 'vitest';
import {
	formatBytes,
	formatDate,
	formatDuration,
	formatFiles,
	formatNumber,
	formatPercent,
} from './format';

describe( 'format', () => {
	it.each( [
		[ 0, '0 byte' ],
		[ 999, '999 byte' ],
		[ 1500, '1.5 kB' ],
		[ 2_000_000, '2 MB' ],
		[ 5_000_000_000_000, '5,000 GB' ],
	] )( 'writes %d bytes as %s', ( bytes, text ) => {
		expect( formatBytes( bytes ) ).toBe( text );
	} );

	it.each( [
		[ 400, '0.4 s' ],
		[ 12_345, '12 s' ],
		[ 59_700, '1 min 0 s' ],
		[ 3_599_400, '59 min 59 s' ],
		[ 3_725_000, '1 h 2 min' ],
		[ 259_200_000, '72 h 0 min' ],
	] )( 'writes %d milliseconds as %s', ( milliseconds, text ) => {
		expect( formatDuration( milliseconds ) ).toBe( text );
	} );

	it( 'knows singular and plural, and groups digits', () => {
		expect( formatFiles( 1 ) ).toBe( '1 file' );
		expect( formatFiles( 20_000 ) ).toBe( '20,000 files' );
	} );

	it( 'writes a fraction as a percentage', () => {
		expect( formatPercent( 0.424 ) ).toBe( '42%' );
	} );

	it( 'leaves what is no date as it is', () => {
		expect( formatDate( 'yesterday' ) ).toBe( 'yesterday' );
	} );
} );

describe( 'The time of day', () => {
	const settings = getSettings();
	afterEach( () => setSettings( settings ) );

	it.each( [
		[ 'Asia/Tokyo', 9, 'Jan 1, 2027, 5:30 AM' ],
		[ '', 9, 'Jan 1, 2027, 5:30 AM' ],
		[ '', -3, 'Dec 31, 2026, 5:30 PM' ],
		[ 'Asia/Kolkata', 5.5, 'Jan 1, 2027, 2:00 AM' ],
	] )( 'is that of the site: %s %s', ( name, offset, text ) => {
		setSettings( {
			...settings,
			timezone: { ...settings.timezone, string: name, offset },
		} );
		expect(
			formatDate( '2026-12-31T20:30:00Z' ).replace( '\u202f', ' ' )
		).toBe( text );
	} );

	it( 'is that of the browser where nobody knows the site’s', () => {
		setSettings( {
			...settings,
			timezone: { ...settings.timezone, string: '', offset: 5.75 },
		} );
		expect( formatDate( '2026-12-31T20:30:00Z' ) ).toMatch( /202[67]/ );
	} );
} );

describe( 'The language of numbers and dates', () => {
	const { lang } = document.documentElement;
	afterEach( () => {
		document.documentElement.lang = lang;
	} );

	it.each( [
		[ 'de-DE', '12.345,6' ],
		[ 'de-DE-formal', '12.345,6' ],
		[ 'fr_FR', '12\u202f345,6' ],
		// Languages of WordPress that are none for Intl.
		[ 'pt-PT-ao90', '12\u00a0345,6' ],
		[ 'x', '12,345.6' ],
		[ '', '12,345.6' ],
	] )( 'of a page in "%s"', ( language, number ) => {
		document.documentElement.lang = language;
		expect( formatNumber( 12_345.6 ) ).toBe( number );
	} );
} );
