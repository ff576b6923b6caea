import type { Release } from '@aether/provider-sdk';
import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { formatDate } from '../format';

/**
 * One that only some visitors get can be activated for the others, too.
 *
 * @param release
 * @param release.active
 * @param release.visitorsPercent
 */
const isForAll = ( { active, visitorsPercent }: Release ): boolean =>
	active && visitorsPercent === undefined;

interface ActivateButtonProps {
	readonly release: Release;
	readonly variant: 'link' | 'secondary';
	readonly onActivate: () => void;
}

/**
 * Brings a release back; absent where every visitor has it.
 *
 * @param props
 * @param props.release
 * @param props.variant
 * @param props.onActivate
 */
export function ActivateButton( {
	release,
	variant,
	onActivate,
}: ActivateButtonProps ) {
	return isForAll( release ) ? null : (
		<Button
			variant={ variant }
			onClick={ onActivate }
			aria-label={ sprintf(
				/* translators: %s: date and time of a release. */
				__( 'Activate the release of %s', 'aether-site-exporter' ),
				formatDate( release.createdAt )
			) }
		>
			{ __( 'Activate', 'aether-site-exporter' ) }
		</Button>
	);
}
