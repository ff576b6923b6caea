import { type AetherError, toAetherError } from '@aether/provider-sdk';
import type { ActivatedRelease } from '@aether/publish-engine';
import { ProviderError } from '../components/provider-error';
import { ActivationNotice } from './activation-notice';

/** How it ended that a person wanted a release back. */
export type Activation =
	| { readonly activated: ActivatedRelease }
	/** Why it could not be brought back. */
	| { readonly refusal: AetherError };

/**
 * @param activating
 * @return Never rejects.
 */
export const settleActivation = (
	activating: Promise< ActivatedRelease >
): Promise< Activation > =>
	activating.then(
		( activated ) => ( { activated } ),
		( cause: unknown ) => ( { refusal: toAetherError( cause ) } )
	);

interface ActivationEndProps {
	readonly activation: Activation;
	readonly providerId: string;
	readonly deploymentType: string;
}

/**
 * That a release is back, or why it is not; whether releases can be listed afterwards is another matter.
 *
 * @param props
 * @param props.activation
 * @param props.providerId
 * @param props.deploymentType
 */
export const ActivationEnd = ( {
	activation,
	providerId,
	deploymentType,
}: ActivationEndProps ) =>
	'activated' in activation ? (
		<ActivationNotice
			activated={ activation.activated }
			deploymentType={ deploymentType }
		/>
	) : (
		<ProviderError providerId={ providerId } error={ activation.refusal } />
	);
