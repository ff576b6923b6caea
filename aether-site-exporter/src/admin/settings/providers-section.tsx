import {
	type AetherError,
	type Provider,
	ProviderRegistry,
} from '@aether/provider-sdk';
import { Button, Notice } from '@wordpress/components';
import { useState, useSyncExternalStore } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorBoundary } from '../components/error-boundary';
import { ErrorNotice } from '../components/error-notice';
import { ProviderCard, type RefusedSave } from './provider-card';
import type { SettingsDocument } from './settings-api';
import type { Drafts } from './use-drafts';
import type { Settings } from './use-settings';

interface ProvidersSectionProps {
	readonly settings: SettingsDocument;
	readonly drafts: Drafts;
	readonly onSave: Settings[ 'save' ];
	readonly onReload: () => void;
	readonly canConfigure: boolean;
	readonly canPublish: boolean;
}

type SaveState =
	| { readonly status: 'idle' | 'saving' | 'saved' | 'invalid' }
	| { readonly status: 'failed'; readonly error: AetherError };

/**
 * One card per registered provider, and the one button that saves them all.
 *
 * @param props
 */
export function ProvidersSection( props: ProvidersSectionProps ) {
	const { settings, drafts, onReload } = props;
	const [ saveState, setSaveState ] = useState< SaveState >( {
		status: 'idle',
	} );
	const [ refusals, setRefusals ] = useState<
		ReadonlyMap< string, RefusedSave >
	>( new Map() );
	const ids = useProviderIds();

	const save = async () => {
		setSaveState( { status: 'saving' } );
		const refused = new Map< string, RefusedSave >();
		for ( const id of drafts.dirty ) {
			const draft = drafts.get( id );
			if ( ! draft ) {
				continue;
			}
			const { config } = draft;
			if ( draft.issues.length > 0 ) {
				refused.set( id, { config, issues: draft.issues } );
				continue;
			}
			const outcome = await props.onSave( id, draft.changes );
			if ( outcome.status === 'failed' ) {
				setSaveState( { status: 'failed', error: outcome.error } );
				return;
			}
			if ( outcome.status === 'refused' ) {
				refused.set( id, { config, issues: outcome.issues } );
			} else {
				draft.reset();
			}
		}
		setRefusals( refused );
		setSaveState( { status: refused.size > 0 ? 'invalid' : 'saved' } );
	};
	const change: Drafts[ 'report' ] = ( id, draft ) => {
		drafts.report( id, draft );
		if ( draft.isDirty && saveState.status === 'saved' ) {
			setSaveState( { status: 'idle' } );
		}
	};

	return (
		<section className="aether-section" aria-labelledby="aether-providers">
			<h2 id="aether-providers">
				{ __( 'Providers', 'aether-site-exporter' ) }
			</h2>
			{ ids.map( ( id ) => (
				<ErrorBoundary key={ id } name={ id }>
					<ProviderById
						id={ id }
						render={ ( provider ) => (
							<ProviderCard
								provider={ provider }
								secrets={ settings.secrets[ id ] ?? {} }
								refusal={ refusals.get( id ) ?? null }
								canConfigure={ props.canConfigure }
								canPublish={ props.canPublish }
								onDraft={ change }
							/>
						) }
					/>
				</ErrorBoundary>
			) ) }
			<SaveNotice state={ saveState } onReload={ onReload } />
			{ props.canConfigure && (
				<Button
					variant="primary"
					__next40pxDefaultSize
					onClick={ () => void save() }
					isBusy={ saveState.status === 'saving' }
					disabled={
						drafts.dirty.size === 0 || saveState.status === 'saving'
					}
					accessibleWhenDisabled
				>
					{ __( 'Save', 'aether-site-exporter' ) }
				</Button>
			) }
		</section>
	);
}

const readIds = () =>
	ProviderRegistry.getInstance().getAllInstanceIds().join( ' ' );
const subscribe = ( listener: () => void ) =>
	ProviderRegistry.getInstance().subscribe( listener );

/** Plugins may register a provider after the page has rendered. No id has a space in it. */
const useProviderIds = (): readonly string[] =>
	useSyncExternalStore( subscribe, readIds ).split( ' ' ).filter( Boolean );

interface ProviderByIdProps {
	readonly id: string;
	readonly render: ( provider: Provider ) => JSX.Element;
}

/**
 * Apart from its card, so that a constructor that throws is caught by the boundary around it.
 *
 * @param props
 * @param props.id
 * @param props.render
 */
function ProviderById( { id, render }: ProviderByIdProps ) {
	const provider = ProviderRegistry.getInstance().get( id );
	return provider && render( provider );
}

interface SaveNoticeProps {
	readonly state: SaveState;
	readonly onReload: () => void;
}

function SaveNotice( { state, onReload }: SaveNoticeProps ) {
	switch ( state.status ) {
		case 'saved':
			return (
				<Notice status="success" isDismissible={ false }>
					{ __( 'Settings saved.', 'aether-site-exporter' ) }
				</Notice>
			);
		case 'invalid':
			return (
				<Notice status="error" isDismissible={ false }>
					{ __(
						'Some fields need your attention; nothing of those providers was saved.',
						'aether-site-exporter'
					) }
				</Notice>
			);
		case 'failed':
			return (
				<ErrorNotice error={ state.error }>
					{ state.error.code === 'conflict' && (
						<Button variant="secondary" onClick={ onReload }>
							{ __( 'Reload settings', 'aether-site-exporter' ) }
						</Button>
					) }
				</ErrorNotice>
			);
		default:
			return null;
	}
}
