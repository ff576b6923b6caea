import {
	type ConfigIssue,
	DEPLOYMENT_TYPES,
	type Provider,
	type ProviderConfig,
	type SecretStatus,
} from '@aether/provider-sdk';
import { ProviderForm, useProviderConfig } from '@aether/provider-sdk/react';
import { Card, CardBody, CardHeader } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { ProviderIcon } from '../components/provider-icon';
import { TypeBadges } from '../components/type-badges';
import { ReleasesPanel } from '../releases/releases-panel';
import type { Drafts } from './use-drafts';

/** What was wrong with a draft when a person tried to save it. */
export interface RefusedSave {
	readonly config: ProviderConfig;
	readonly issues: readonly ConfigIssue[];
}

interface ProviderCardProps {
	readonly provider: Provider;
	readonly secrets: Readonly< Record< string, SecretStatus > >;
	/** Null while no save was refused. */
	readonly refusal: RefusedSave | null;
	readonly canConfigure: boolean;
	readonly canPublish: boolean;
	readonly onDraft: Drafts[ 'report' ];
}

/**
 * One provider: what it is, what it shall receive, its fields, its releases.
 *
 * @param props
 */
export function ProviderCard( props: ProviderCardProps ) {
	const { provider, secrets, refusal, onDraft } = props;
	const { id } = provider;
	const { name, icon, description, supportedDeploymentTypes } =
		provider.getMetadata();
	const draft = useProviderConfig( id, secrets );
	useEffect( () => onDraft( id, draft ) );

	const headingId = `aether-provider-${ id }`;
	return (
		<Card
			as="section"
			aria-labelledby={ headingId }
			className="aether-card"
		>
			<CardHeader>
				<div className="aether-card__title">
					<ProviderIcon icon={ icon } />
					<h3 id={ headingId }>{ name }</h3>
				</div>
				<TypeBadges types={ supportedDeploymentTypes } />
			</CardHeader>
			<CardBody>
				<p className="aether-card__description">{ description }</p>
				<ProviderForm
					provider={ provider }
					config={ draft.config }
					onChange={ draft.setConfig }
					secrets={ secrets }
					issues={
						refusal?.config === draft.config ? refusal.issues : []
					}
					showAllIssues={ refusal !== null }
					disabled={ ! props.canConfigure }
				/>
				{ props.canPublish &&
					provider.isDeploymentTypeEnabled(
						DEPLOYMENT_TYPES.STATIC_SITE
					) && (
						<ReleasesPanel
							providerId={ id }
							deploymentType={ DEPLOYMENT_TYPES.STATIC_SITE }
						/>
					) }
			</CardBody>
		</Card>
	);
}
