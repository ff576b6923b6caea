import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';

interface PagerProps {
	/** From 0. */
	readonly current: number;
	readonly pages: number;
	readonly onTurn: ( page: number ) => void;
}

export function Pager( { current, pages, onTurn }: PagerProps ) {
	return (
		<p className="aether-actions">
			<Button
				variant="secondary"
				size="compact"
				disabled={ current === 0 }
				accessibleWhenDisabled
				onClick={ () => onTurn( current - 1 ) }
			>
				{ __( 'Previous', 'aether-site-exporter' ) }
			</Button>
			<span role="status">
				{ sprintf(
					/* translators: 1: number of a page. 2: number of all pages. */
					__( '%1$s of %2$s', 'aether-site-exporter' ),
					formatNumber( current + 1 ),
					formatNumber( pages )
				) }
			</span>
			<Button
				variant="secondary"
				size="compact"
				disabled={ current === pages - 1 }
				accessibleWhenDisabled
				onClick={ () => onTurn( current + 1 ) }
			>
				{ __( 'Next', 'aether-site-exporter' ) }
			</Button>
		</p>
	);
}
