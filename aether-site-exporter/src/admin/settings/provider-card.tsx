import {
	DEPLOYMENT_TYPES,
	type Provider,
	type SecretStatus,
} from '@aether/provider-sdk';
import { ProviderForm, useProviderConfig } from '@aether/provider-sdk/react';
import {
	Button,
	Card,
	CardBody,
	CardFooter,
	CardHeader,
} from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ProviderIcon } from '../components/provider-icon';
import { TypeBadges } from '../components/type-badges';
import { displayName } from '../publishing/destinations';
import { ReleasesPanel } from '../releases/releases-panel';
import { ConnectionPanel } from './connection-panel';
import { ForgetButton } from './forget-button';
import { alwaysShown, useDisclosure } from './use-disclosure';
import type { Drafts } from './use-drafts';
import type { RefusedSave } from './use-saving';

interface ProviderCardProps {
	readonly provider: Provider;
	readonly secrets: Readonly< Record< string, SecretStatus > >;
	/** Null while no save was refused. */
	readonly refusal: RefusedSave | null;
	readonly canConfigure: boolean;
	readonly canPublish: boolean;
	readonly onDraft: ( ...report: Parameters< Drafts[ 'report' ] > ) => void;
	readonly onGone: Drafts[ 'withdraw' ];
	/** Absent for what cannot be removed: the first of its kind. */
	readonly onForget?: ( () => void ) | undefined;
}

/**
 * One provider: what it is, what it shall receive, its fields, its connection, its releases.
 *
 * @param props
 */
export function ProviderCard( props: ProviderCardProps ) {
	const { provider, secrets, refusal, onDraft, onGone } = props;
	const { id } = provider;
	const { icon, description, docsUrl, guide, supportedDeploymentTypes } =
		provider.getMetadata();
	const name = displayName( provider );
	const draft = useProviderConfig( id, secrets );
	const [ showsAllIssues, setShowsAllIssues ] = useState( false );
	useEffect( () => onDraft( id, draft ) );
	useEffect( () => () => onGone( id ), [ id, onGone ] );

	const isIncomplete = refusal !== null || showsAllIssues;
	const { isOpen, toggle } = useDisclosure(
		id,
		isIncomplete || draft.isDirty
	);

	const headingId = `aether-provider-${ id }`;
	const formId = `aether-form-${ id }`;
	return (
		<Card
			as="section"
			aria-labelledby={ headingId }
			className="aether-card"
		>
			<CardHeader className="aether-card__header">
				<div className="aether-card__title">
					<ProviderIcon icon={ icon } />
					<h3 id={ headingId } tabIndex={ -1 }>
						{ name }
					</h3>
				</div>
				<div className="aether-card__tools">
					<TypeBadges types={ supportedDeploymentTypes } />
					<Button
						variant="tertiary"
						size="compact"
						onClick={ toggle }
						aria-expanded={ isOpen }
						aria-controls={ formId }
						aria-describedby={ headingId }
					>
						{ isOpen
							? __( 'Hide settings', 'aether-site-exporter' )
							: __( 'Show settings', 'aether-site-exporter' ) }
					</Button>
				</div>
			</CardHeader>
			<CardBody id={ formId }>
				<p className="aether-card__description">
					{ description }{ ' ' }
					{ docsUrl !== undefined && (
						<Button
							variant="link"
							href={ docsUrl }
							target="_blank"
							rel="noopener"
						>
							{ __( 'Guide', 'aether-site-exporter' ) }
						</Button>
					) }
				</p>
				{ isOpen && <Guide steps={ guide ?? [] } /> }
				<ProviderForm
					provider={ {
						getConfigFields: () =>
							isOpen
								? provider.getConfigFields()
								: alwaysShown( provider.getConfigFields() ),
					} }
					config={ draft.config }
					onChange={ draft.setConfig }
					secrets={ secrets }
					issues={
						refusal?.config === draft.config ? refusal.issues : []
					}
					showAllIssues={ isIncomplete }
					disabled={ ! props.canConfigure }
				/>
				{ isOpen && props.canConfigure && props.canPublish && (
					<ConnectionPanel
						provider={ provider }
						draft={ draft }
						onInvalid={ () => setShowsAllIssues( true ) }
					/>
				) }
			</CardBody>
			<CardFooter className="aether-card__footer">
				{ props.canPublish &&
					keptOf( provider ).map( ( kept ) => (
						<ReleasesPanel
							key={ kept.deploymentType }
							providerId={ id }
							{ ...kept }
						/>
					) ) }
				{ isOpen && props.canConfigure && props.onForget && (
					<ForgetButton name={ name } onForget={ props.onForget } />
				) }
			</CardFooter>
		</Card>
	);
}

function Guide( { steps }: { readonly steps: readonly string[] } ) {
	return steps.length === 0 ? null : (
		<details className="aether-guide">
			<summary>
				{ __( 'How to set this up', 'aether-site-exporter' ) }
			</summary>
			<ol>
				{ steps.map( ( step ) => (
					<li key={ step }>{ step }</li>
				) ) }
			</ol>
		</details>
	);
}

/**
 * What can be activated again, of that which the provider receives.
 *
 * @param provider
 */
const keptOf = ( provider: Provider ) =>
	[
		{ deploymentType: DEPLOYMENT_TYPES.STATIC_SITE },
		{
			deploymentType: DEPLOYMENT_TYPES.EDGE_FUNCTIONS,
			label: {
				show: __(
					'Show versions of the edge functions',
					'aether-site-exporter'
				),
				hide: __(
					'Hide versions of the edge functions',
					'aether-site-exporter'
				),
			},
		},
	].filter( ( { deploymentType } ) =>
		provider.isDeploymentTypeEnabled( deploymentType )
	);
