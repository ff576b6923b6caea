import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { describeError } from '../error-messages';

interface ErrorNoticeProps {
	readonly error: { readonly code: string; readonly message: string };
	/** Buttons that help. */
	readonly children?: ReactNode;
}

/**
 * An error in words: what happened, why, what to do; the technical sentence one click away.
 *
 * @param props
 * @param props.error
 * @param props.children
 */
export function ErrorNotice( { error, children }: ErrorNoticeProps ) {
	const { title, explanation, action } = describeError( error.code );
	return (
		<Notice
			status="error"
			isDismissible={ false }
			// Not the technical sentence, which nobody wants to hear.
			spokenMessage={ `${ title }. ${ explanation } ${ action }` }
		>
			<p className="aether-notice__title">{ title }</p>
			<p>{ `${ explanation } ${ action }` }</p>
			<details>
				<summary>
					{ __( 'Technical details', 'aether-site-exporter' ) }
				</summary>
				<code>{ `${ error.code }: ${ error.message }` }</code>
			</details>
			{ children }
		</Notice>
	);
}
