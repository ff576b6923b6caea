import type { Hook, HookParameter } from './hook';
import { pageFilters } from './page-filters';
import { hooksBelow } from './php-hooks';

const PHP = [
	'aether-site-exporter/includes',
	'aether-site-exporter-providers/includes',
] as const;

const INTRODUCTION = `# Hooks

Every filter and action of Aether, from the comments in the source: \`node tools/hook-reference.mjs\` writes this page, and a
test compares it. Complete plugins that use them are in [examples](../examples); the guide is
[Writing a provider](write-a-provider.md).

A filter's first parameter is what it filters; return it, changed or not.
`;

const PAGE = `## In the page

Filters of \`@wordpress/hooks\`, the page's shared instance. \`AetherFilters\` of \`@aether/provider-sdk\` types them. A callback
that throws, or returns something of another kind, is logged with its namespace and passed over.
`;

const SERVER = `## In PHP

Ordinary WordPress hooks. Classes that are named without a namespace live below \`Aether\\Site_Exporter\`.
`;

/**
 * `docs/reference-hooks.md`, as it must be.
 *
 * @param  root Directory of the project.
 * @throws {Error} For a hook without a docblock.
 */
export async function hookReference( root: string ): Promise< string > {
	const inPage = await pageFilters( root );
	const inPhp = (
		await Promise.all(
			PHP.map( ( directory ) => hooksBelow( root, directory ) )
		)
	).flat();
	return [
		INTRODUCTION,
		PAGE,
		...inPage.map( ( hook ) => describe( hook, 'ts' ) ),
		SERVER,
		...inPhp
			.sort( ( one, other ) => ( one.name < other.name ? -1 : 1 ) )
			.map( ( hook ) => describe( hook, 'php' ) ),
	].join( '\n' );
}

function describe( hook: Hook, language: 'ts' | 'php' ): string {
	const { name, kind, description, parameters, file } = hook;
	return [
		`### \`${ name }\``,
		'',
		`${ kind === 'filter' ? 'Filter' : 'Action' }, in [${ file }](../${ file }). ${ description }`,
		'',
		...( parameters.length === 0
			? []
			: [
					...parameters.map( ( parameter ) =>
						describeParameter( parameter, language )
					),
					'',
				] ),
	].join( '\n' );
}

const describeParameter = (
	{ name, type, description }: HookParameter,
	language: 'ts' | 'php'
): string =>
	`- \`${ language === 'php' ? `${ type } ${ name }` : `${ name }: ${ type }` }\`${
		description === '' ? '' : ` ${ description }`
	}`;
