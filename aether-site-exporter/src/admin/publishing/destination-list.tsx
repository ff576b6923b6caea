import { __ } from '@wordpress/i18n';
import { type Destination, providerName } from './destinations';

interface DestinationListProps {
	readonly destinations: readonly Destination[];
}

export function DestinationList( { destinations }: DestinationListProps ) {
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
								{ providerName( id ) }
							</span>
						) ) }
					</dd>
				</div>
			) ) }
		</dl>
	);
}
