import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

interface LoadingProps {
	/** Default: that something is on its way. */
	readonly label?: string;
}

/**
 * Something is on its way, for the eye and for the ear.
 *
 * @param props
 * @param props.label
 */
export function Loading( { label }: LoadingProps ) {
	return (
		<p className="aether-loading" role="status">
			<Spinner />
			{ label ?? __( 'Loading…', 'aether-site-exporter' ) }
		</p>
	);
}
