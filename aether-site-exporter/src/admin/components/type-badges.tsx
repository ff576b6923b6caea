import { getDeploymentTypeLabel } from '@aether/provider-sdk';

interface TypeBadgesProps {
	readonly types: readonly string[];
}

export function TypeBadges( { types }: TypeBadgesProps ) {
	return (
		<ul className="aether-badges">
			{ types.map( ( type ) => (
				<li key={ type } className="aether-badge">
					{ getDeploymentTypeLabel( type ) }
				</li>
			) ) }
		</ul>
	);
}
