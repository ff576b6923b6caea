import {
	type AetherError,
	type ConnectionTest,
	type Provider,
	toAetherError,
} from '@aether/provider-sdk';
import type { ProviderConfigState } from '@aether/provider-sdk/react';
import { Button, Notice } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { SettingsButton } from '../components/settings-button';
import { formatDay } from '../format';
import { type ConnectionApi, pageConnection } from './connection-api';

interface ConnectionPanelProps {
	readonly provider: Provider;
	readonly draft: ProviderConfigState;
	/** Shows what is wrong with the form. */
	readonly onInvalid: () => void;
	/** Default: asks the provider. */
	readonly api?: ConnectionApi;
}

type ConnectionState =
	| { readonly status: 'idle' }
	| { readonly status: 'testing' | 'allowing' }
	| { readonly status: 'works'; readonly test: ConnectionTest }
	| { readonly status: 'allowed' }
	| { readonly status: 'failed'; readonly error: AetherError };

const IDLE: ConnectionState = { status: 'idle' };

/**
 * Tries the provider with what the form says, saved or not.
 *
 * @param props
 */
export function ConnectionPanel( props: ConnectionPanelProps ) {
	const { provider, draft, onInvalid, api = pageConnection } = props;
	const [ state, setState ] = useState( IDLE );
	const running = useRef< AbortController | null >( null );

	// A result is about the values that it was made with.
	useEffect( () => {
		running.current?.abort();
		setState( IDLE );
	}, [ draft.config ] );
	useEffect( () => () => running.current?.abort(), [] );

	const run = async (
		status: 'testing' | 'allowing',
		task: ( signal: AbortSignal ) => Promise< ConnectionState >
	) => {
		if ( draft.issues.length > 0 ) {
			onInvalid();
			return;
		}
		running.current?.abort();
		const controller = new AbortController();
		running.current = controller;
		setState( { status } );
		let outcome: ConnectionState;
		try {
			outcome = await task( controller.signal );
		} catch ( cause ) {
			outcome = { status: 'failed', error: toAetherError( cause ) };
		}
		if ( ! controller.signal.aborted ) {
			setState( outcome );
		}
	};
	const values = {
		providerId: provider.id,
		config: draft.config,
		changes: draft.isDirty ? draft.changes : {},
	};
	const test = () =>
		run( 'testing', async ( signal ) => ( {
			status: 'works',
			test: await api.test( values, { signal } ),
		} ) );
	const allow = () =>
		run( 'allowing', async ( signal ) => {
			await api.allowThisSite( values, { signal } );
			return { status: 'allowed' };
		} );

	if ( typeof provider.testConnection !== 'function' ) {
		return null;
	}
	const isBusy = state.status === 'testing' || state.status === 'allowing';
	return (
		<div className="aether-connection">
			<p className="aether-actions">
				<Button
					variant="secondary"
					__next40pxDefaultSize
					onClick={ () => void test() }
					isBusy={ state.status === 'testing' }
					disabled={ isBusy }
					accessibleWhenDisabled
				>
					{ __( 'Test connection', 'aether-site-exporter' ) }
				</Button>
				{ canAllow( provider, state ) && (
					<Button
						variant="secondary"
						__next40pxDefaultSize
						onClick={ () => void allow() }
						isBusy={ state.status === 'allowing' }
						disabled={ isBusy }
						accessibleWhenDisabled
					>
						{ __( 'Allow this site', 'aether-site-exporter' ) }
					</Button>
				) }
				<span role="status">{ describeBusy( state ) }</span>
			</p>
			<ConnectionResult providerId={ provider.id } state={ state } />
		</div>
	);
}

/**
 * Where the host does not answer pages that it should, and the provider can change that.
 *
 * @param provider
 * @param state
 */
const canAllow = ( provider: Provider, state: ConnectionState ): boolean =>
	typeof provider.allowOrigin === 'function' &&
	( state.status === 'allowing' ||
		( state.status === 'works' &&
			( state.test.mayAllowOrigin ?? state.test.isOriginBlocked ) ===
				true ) ||
		( state.status === 'failed' &&
			( state.error.code === 'network_failed' ||
				state.error.details.isOriginBlocked === true ) ) );

function describeBusy( { status }: ConnectionState ): string {
	switch ( status ) {
		case 'testing':
			return __( 'Testing…', 'aether-site-exporter' );
		case 'allowing':
			return __( 'Asking the host…', 'aether-site-exporter' );
		default:
			return '';
	}
}

interface ConnectionResultProps {
	readonly providerId: string;
	readonly state: ConnectionState;
}

function ConnectionResult( { providerId, state }: ConnectionResultProps ) {
	switch ( state.status ) {
		case 'works':
			return (
				<>
					<Notice status="success" isDismissible={ false }>
						{ __(
							'The connection works: a publish can begin.',
							'aether-site-exporter'
						) }
						{ state.test.endsAt !== undefined && (
							<p>
								{ sprintf(
									/* translators: %s: a day. */
									__(
										'Its credentials end on %s. Site Health warns two weeks before.',
										'aether-site-exporter'
									),
									formatDay( state.test.endsAt )
								) }
							</p>
						) }
					</Notice>
					{ state.test.isOriginBlocked && (
						<Notice status="warning" isDismissible={ false }>
							{ __(
								'The host does not allow requests from this site’s pages yet, so files go the slower way through WordPress.',
								'aether-site-exporter'
							) }
						</Notice>
					) }
					{ state.test.warnings?.map( ( warning ) => (
						<Notice
							key={ warning }
							status="warning"
							isDismissible={ false }
						>
							{ warning }
						</Notice>
					) ) }
				</>
			);
		case 'allowed':
			return (
				<Notice status="success" isDismissible={ false }>
					{ __(
						'The host allows this site now. It may take some seconds; then test the connection again.',
						'aether-site-exporter'
					) }
				</Notice>
			);
		case 'failed':
			return (
				<ErrorNotice error={ state.error }>
					{ state.error.message !== '' && (
						<p>{ state.error.message }</p>
					) }
					{ typeof state.error.details.field === 'string' && (
						<SettingsButton
							providerId={ providerId }
							details={ state.error.details }
						/>
					) }
				</ErrorNotice>
			);
		default:
			return null;
	}
}
