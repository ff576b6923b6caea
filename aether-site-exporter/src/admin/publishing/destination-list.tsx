import type { SiteEnvironment } from '@aether/publish-engine';
import { __, sprintf } from '@wordpress/i18n';
import { type Destination, providerName } from './destinations';

interface DestinationListProps {
	readonly destinations: readonly Destination[];
	readonly environments: readonly SiteEnvironment[];
}

export function DestinationList( {
	destinations,
	environments,
}: DestinationListProps ) {
	const badge = ( id: string ): string => {
		const environment = environments.find( ( { providers } ) =>
			providers.includes( id )
		);
		return environment
			? sprintf(
					/* translators: 1: name of a provider. 2: name of an environment. */
					__( '%1$s · %2$s', 'aether-site-exporter' ),
					providerName( id ),
					environment.name
				)
			: providerName( id );
	};
	if ( destinations.length === 0 ) {
		return (
			<p>
				{ __(
					'Nothing will be sent yet. Choose below what a provider shall receive, and save.',
					'aether-site-exporter'
				) }
			</p>
		);
	}
	return (
		<dl className="aether-destinations">
			{ destinations.map( ( { deploymentType, label, providerIds } ) => (
				<div key={ deploymentType }>
					<dt>{ label }</dt>
					<dd>
						{ providerIds.map( ( id ) => (
							<span key={ id } className="aether-badge">
								{ badge( id ) }
							</span>
						) ) }
					</dd>
				</div>
			) ) }
		</dl>
	);
}
