import { Notice } from '@wordpress/components';
import { Component } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';

interface ErrorBoundaryProps {
	/** What is shown inside: a provider's name. */
	readonly name: string;
	readonly children: ReactNode;
}

interface ErrorBoundaryState {
	readonly message: string | null;
}

/** A provider of somebody else that throws takes down its own card, and nothing else. */
export class ErrorBoundary extends Component<
	ErrorBoundaryProps,
	ErrorBoundaryState
> {
	override state: ErrorBoundaryState = { message: null };

	static getDerivedStateFromError( error: unknown ): ErrorBoundaryState {
		return {
			message: error instanceof Error ? error.message : String( error ),
		};
	}

	override render() {
		const { message } = this.state;
		if ( message === null ) {
			return this.props.children;
		}
		return (
			<Notice status="error" isDismissible={ false }>
				<p>
					{ sprintf(
						/* translators: %s: name or id of a provider. */
						__(
							'“%s” cannot be shown, because its plugin has an error.',
							'aether-site-exporter'
						),
						this.props.name
					) }
				</p>
				<code>{ message }</code>
			</Notice>
		);
	}
}
