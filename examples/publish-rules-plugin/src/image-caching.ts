import {
	AbstractProvider,
	type AetherFilters,
	type DeploymentTarget,
	type ProviderClass,
	type PublishFile,
} from '@aether/provider-sdk';
import { addFilter } from '@wordpress/hooks';

const ONE_YEAR = 'public, max-age=31536000';

/**
 * The rule: images may be kept for a year.
 *
 * @param file
 */
const withCaching = ( file: PublishFile ): PublishFile =>
	file.contentType.startsWith( 'image/' )
		? { ...file, cacheControl: ONE_YEAR }
		: file;

/**
 * Puts the rule between the publish and a target. A target belongs to one run, so it may be changed.
 *
 * @param target
 */
function applyRule( target: DeploymentTarget ): DeploymentTarget {
	const prepare = target.prepare.bind( target );
	const put = target.put.bind( target );
	return Object.assign( target, {
		prepare: ( ...[ manifest, options ]: Parameters< typeof prepare > ) =>
			prepare(
				{
					...manifest,
					files: new Map(
						[ ...manifest.files ].map( ( [ path, file ] ) => [
							path,
							withCaching( file ),
						] )
					),
				},
				options
			),
		put: ( ...[ file, options ]: Parameters< typeof put > ) =>
			put( withCaching( file ), options ),
	} );
}

/**
 * Every provider, ours or not, decorated when it is registered.
 *
 * @param providerClass
 */
const decorate: AetherFilters[ 'aether.provider.register' ] = (
	providerClass
) => {
	// The filter gives the class as what registers it has promised: a subclass of AbstractProvider.
	const Base = providerClass as unknown as new () => AbstractProvider;
	const Decorated = class extends Base {
		override async createTarget(
			...parameters: Parameters< AbstractProvider[ 'createTarget' ] >
		) {
			return applyRule( await super.createTarget( ...parameters ) );
		}
	};
	return Decorated as unknown as ProviderClass;
};

addFilter(
	'aether.provider.register',
	'publish-rules/image-caching',
	decorate
);
