import { DEPLOYMENT_TYPES } from '@aether/provider-sdk';
import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { bundleAddress, playgroundAddress } from '../publishing/bundle-address';
import { useOpenable } from '../publishing/use-openable';

interface PlaceLinksProps {
	readonly deploymentType: string;
	/** What the provider says of the place; absent: it is not public. */
	readonly url: string | undefined;
}

/**
 * What a person can do with what a provider received.
 *
 * @param props
 * @param props.deploymentType
 * @param props.url
 */
export function PlaceLinks( { deploymentType, url }: PlaceLinksProps ) {
	if ( url === undefined || ! URL.canParse( url ) ) {
		return null;
	}
	switch ( deploymentType ) {
		case DEPLOYMENT_TYPES.STATIC_SITE:
			return (
				<PlaceLink
					href={ url }
					label={ __( 'Open site', 'aether-site-exporter' ) }
				/>
			);
		case DEPLOYMENT_TYPES.BLUEPRINT_BUNDLE:
			return <BundleLinks address={ bundleAddress( url ) } />;
		default:
			return (
				<PlaceLink
					href={ url }
					label={ __( 'Open', 'aether-site-exporter' ) }
				/>
			);
	}
}

function BundleLinks( { address }: { readonly address: string } ) {
	const playground = playgroundAddress( address );
	const isOpenable = useOpenable( address );
	return (
		<>
			<PlaceLink
				href={ address }
				label={ __( 'Download bundle', 'aether-site-exporter' ) }
			/>
			{ playground === null && (
				<span className="aether-field__help">
					{ __(
						'Playground can open it once it has an https address.',
						'aether-site-exporter'
					) }
				</span>
			) }
			{ playground !== null && isOpenable === false && (
				<span className="aether-field__help">
					{ __(
						'Playground can open it once this server sends “Access-Control-Allow-Origin: *” with it.',
						'aether-site-exporter'
					) }
				</span>
			) }
			{ playground !== null && isOpenable === true && (
				<PlaceLink
					href={ playground }
					label={ __( 'Open in Playground', 'aether-site-exporter' ) }
				/>
			) }
		</>
	);
}

interface PlaceLinkProps {
	readonly href: string;
	readonly label: string;
}

const PlaceLink = ( { href, label }: PlaceLinkProps ) => (
	<Button
		variant="link"
		title={ href }
		href={ href }
		target="_blank"
		rel="noopener"
	>
		{ label }
	</Button>
);
