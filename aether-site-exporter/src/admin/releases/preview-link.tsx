import type { Release } from '@aether/provider-sdk';
import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { formatDate } from '../format';

interface PreviewLinkProps {
	readonly release: Release;
}

/**
 * Leads to a release as this person would see it, where its host can show one to a single person.
 *
 * @param props
 * @param props.release
 */
export function PreviewLink( { release }: PreviewLinkProps ) {
	const { previewUrl, createdAt } = release;
	if ( previewUrl === undefined || ! URL.canParse( previewUrl ) ) {
		return null;
	}
	return (
		<Button
			variant="link"
			href={ previewUrl }
			target="_blank"
			rel="noopener"
			aria-label={ sprintf(
				/* translators: %s: date and time of a release. */
				__( 'Preview the release of %s', 'aether-site-exporter' ),
				formatDate( createdAt )
			) }
		>
			{ __( 'Preview', 'aether-site-exporter' ) }
		</Button>
	);
}
