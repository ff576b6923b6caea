import { Spinner } from '@wordpress/components';
import { __ } from '@wordpress/i18n';

/** After a cancel: what was begun is put away, and nobody has to wait for it. */
export function Tidying() {
	return (
		<p className="aether-loading">
			<Spinner />
			{ __(
				'Cancelled, tidying up. What was begun at the providers is being put away; you can go on with other things, and publish again when it is done.',
				'aether-site-exporter'
			) }
		</p>
	);
}
