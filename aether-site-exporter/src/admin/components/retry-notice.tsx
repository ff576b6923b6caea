import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from './error-notice';

interface RetryNoticeProps {
	readonly error: { readonly code: string; readonly message: string };
	readonly onRetry: () => void;
}

/**
 * Why something could not be read, and a button that reads it again.
 *
 * @param props
 * @param props.error
 * @param props.onRetry
 */
export function RetryNotice( { error, onRetry }: RetryNoticeProps ) {
	return (
		<ErrorNotice error={ error }>
			<Button variant="secondary" onClick={ onRetry }>
				{ __( 'Try again', 'aether-site-exporter' ) }
			</Button>
		</ErrorNotice>
	);
}
