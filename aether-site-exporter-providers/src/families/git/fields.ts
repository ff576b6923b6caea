import { ConfigFieldBuilder } from '@aether/provider-sdk';
import { __ } from '@wordpress/i18n';

export const DEFAULT_BRANCH = 'main';

/** A relative folder: no slash at its ends, no dot segments. */
export const FOLDER_PATTERN =
	'(?!\\.{1,2}(/|$))[^/\\\\]+(/(?!\\.{1,2}(/|$))[^/\\\\]+)*';

/** What every git host asks for. */
export const gitFields = () => [
	ConfigFieldBuilder.text( 'branch' )
		.label( __( 'Branch', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'It is made when the repository is empty.',
				'aether-site-exporter-providers'
			)
		)
		.default( DEFAULT_BRANCH )
		.max( 200 )
		.build(),
	ConfigFieldBuilder.text( 'folder' )
		.label( __( 'Folder', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Where the site lies in the repository. Leave it empty to use the whole repository.',
				'aether-site-exporter-providers'
			)
		)
		.pattern(
			FOLDER_PATTERN,
			__(
				'Folder names with slashes between them.',
				'aether-site-exporter-providers'
			)
		)
		.max( 200 )
		.build(),
	ConfigFieldBuilder.checkbox( 'manage_folder' )
		.label(
			__( 'Manage the whole folder', 'aether-site-exporter-providers' )
		)
		.description(
			__(
				'Also removes files that Aether did not put there.',
				'aether-site-exporter-providers'
			)
		)
		.default( false )
		.build(),
	ConfigFieldBuilder.url( 'public_url' )
		.label( __( 'Public address', 'aether-site-exporter-providers' ) )
		.description(
			__(
				'Where visitors reach the published files. Leave it empty to write references from page to page.',
				'aether-site-exporter-providers'
			)
		)
		.placeholder( 'https://www.example.com/' )
		.build(),
];

/**
 * @param value    What is stored.
 * @param fallback
 */
export const readText = ( value: unknown, fallback = '' ): string =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : fallback;

/**
 * Without slashes at its ends.
 *
 * @param value
 */
export const readFolder = ( value: unknown ): string =>
	readText( value ).replaceAll( /^\/+|\/+$/g, '' );

/**
 * With a slash at its end; empty when nothing is stored.
 *
 * @param value
 */
export const readAddress = ( value: unknown ): string =>
	readText( value ).replace( /\/*$/, ( end, at ) =>
		at === 0 ? end : '/'
	);
