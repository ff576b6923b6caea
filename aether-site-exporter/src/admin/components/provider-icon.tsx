import { Dashicon } from '@wordpress/components';

const isAddress = ( icon: string ): boolean =>
	/^(https?:|data:image\/|\/)/.test( icon );
const isDashicon = ( icon: string ): boolean => /^[a-z0-9-]+$/.test( icon );

interface ProviderIconProps {
	/** A dashicon name, an emoji, or the address of an image. */
	readonly icon: string;
}

/**
 * Decoration: the name stands beside it.
 *
 * @param props
 * @param props.icon
 */
export function ProviderIcon( { icon }: ProviderIconProps ) {
	if ( isAddress( icon ) ) {
		return <img className="aether-icon" src={ icon } alt="" />;
	}
	if ( isDashicon( icon ) ) {
		return (
			<Dashicon
				className="aether-icon"
				icon={ icon as Parameters< typeof Dashicon >[ 0 ][ 'icon' ] }
			/>
		);
	}
	return (
		<span className="aether-icon" aria-hidden="true">
			{ icon }
		</span>
	);
}
