import { _n, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';

export const formatPages = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of pages. */
		_n( '%s page', '%s pages', count, 'aether-site-exporter' ),
		formatNumber( count )
	);
