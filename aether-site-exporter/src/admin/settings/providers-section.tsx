import { type Provider, ProviderRegistry } from '@aether/provider-sdk';
import { Button, SearchControl } from '@wordpress/components';
import {
	useEffect,
	useRef,
	useState,
	useSyncExternalStore,
} from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ErrorBoundary } from '../components/error-boundary';
import { useMoment } from '../components/use-moment';
import { focusSettings, readSettingsLink } from '../navigation/settings-link';
import { providerName } from '../publishing/destinations';
import { AddInstance } from './add-instance';
import { ConflictDialog } from './conflict-dialog';
import { matchesSearch } from './provider-search';
import { ProviderCard } from './provider-card';
import { SaveNotice } from './save-notice';
import type { SettingsDocument } from './settings-api';
import type { Drafts } from './use-drafts';
import { useSaving } from './use-saving';
import type { Settings } from './use-settings';

interface ProvidersSectionProps {
	readonly settings: Settings;
	readonly stored: SettingsDocument;
	readonly drafts: Drafts;
	readonly canConfigure: boolean;
	readonly canPublish: boolean;
}

/** A list that is read at a glance needs no search. */
const FEWEST_TO_SEARCH = 6;

/** How long "Settings saved." stays over the page; later it stands below the list. Milliseconds. */
const SHOWN_FOR = 6000;

/**
 * One card per registered provider and instance, and the one button that saves them all.
 *
 * @param props
 */
export function ProvidersSection( props: ProvidersSectionProps ) {
	const { settings, stored, drafts } = props;
	const { state, isSaving, refusals, save, resolve, forget, dismiss } =
		useSaving( drafts, settings );
	const isJustSaved = useMoment( state.status === 'saved', SHOWN_FOR );
	const [ search, setSearch ] = useSearch();
	const [ added, setAdded ] = useState< { readonly id: string } | null >(
		null
	);
	// The dialog gives the focus back to its button when it closes; the new card is where a person goes on.
	useEffect( () => {
		if ( added !== null ) {
			focusSettings( { providerId: added.id, field: undefined } );
		}
	}, [ added ] );
	const searchBox = useRef< HTMLInputElement >( null );
	const ids = useProviderIds();
	const found = ids.filter( ( id ) => matchesSearch( id, search ) );

	const change = ( ...report: Parameters< Drafts[ 'report' ] > ) => {
		if ( drafts.report( ...report ) && state.status === 'saved' ) {
			dismiss();
		}
	};

	return (
		<section className="aether-section" aria-labelledby="aether-providers">
			<div className="aether-section__header">
				<h2 id="aether-providers">
					{ __( 'Providers', 'aether-site-exporter' ) }
				</h2>
				<p className="screen-reader-text" role="status">
					{ added !== null &&
						ids.includes( added.id ) &&
						sprintf(
							/* translators: %s: name of a provider. */
							__(
								'%s was added. Fill in its fields, then save.',
								'aether-site-exporter'
							),
							providerName( added.id )
						) }
				</p>
				{ props.canConfigure && (
					<AddInstance
						onAdd={ ( id ) => {
							setSearch( '' );
							settings.addInstance( id );
							setAdded( { id } );
						} }
					/>
				) }
			</div>
			{ ids.length >= FEWEST_TO_SEARCH && (
				<SearchControl
					ref={ searchBox }
					__nextHasNoMarginBottom
					label={ __( 'Search providers', 'aether-site-exporter' ) }
					value={ search }
					onChange={ setSearch }
				/>
			) }
			<p role="status">
				{ search !== '' && found.length === 0 && (
					<>
						{ __( 'No provider matches.', 'aether-site-exporter' ) }{ ' ' }
						<Button
							variant="link"
							onClick={ () => {
								setSearch( '' );
								searchBox.current?.focus();
							} }
						>
							{ __( 'Show all', 'aether-site-exporter' ) }
						</Button>
					</>
				) }
			</p>
			{ ids.map( ( id ) => (
				// Hidden, not gone: a draft lives in its card.
				<div key={ id } hidden={ ! found.includes( id ) }>
					<ErrorBoundary name={ id }>
						<ProviderById
							id={ id }
							render={ ( provider ) => (
								<ProviderCard
									provider={ provider }
									secrets={ stored.secrets[ id ] ?? {} }
									refusal={ refusals.get( id ) ?? null }
									canConfigure={ props.canConfigure }
									canPublish={ props.canPublish }
									onDraft={ change }
									onGone={ drafts.withdraw }
									onForget={
										id.includes( ':' )
											? () => void forget( id )
											: undefined
									}
								/>
							) }
						/>
					</ErrorBoundary>
				</div>
			) ) }
			{ state.status === 'conflict' && (
				<ConflictDialog
					subject={ providerName( state.providerId ) }
					fields={ state.fields }
					onResolve={ ( keepTheirs ) => void resolve( keepTheirs ) }
					onCancel={ dismiss }
				/>
			) }
			{ props.canConfigure && (
				<div
					className="aether-save"
					data-pinned={ drafts.dirty.size > 0 || isJustSaved }
				>
					<SaveNotice state={ state } />
					<Button
						variant="primary"
						__next40pxDefaultSize
						onClick={ () => void save() }
						isBusy={ isSaving }
						disabled={ drafts.dirty.size === 0 || isSaving }
						accessibleWhenDisabled
					>
						{ __( 'Save', 'aether-site-exporter' ) }
					</Button>
				</div>
			) }
		</section>
	);
}

/** What a person searches for. A link to a provider's settings ends the search: it must not lead to what is hidden. */
function useSearch() {
	const [ search, setSearch ] = useState( '' );
	useEffect( () => {
		const follow = () => {
			if ( readSettingsLink( window.location.hash ) ) {
				setSearch( '' );
			}
		};
		window.addEventListener( 'hashchange', follow );
		return () => window.removeEventListener( 'hashchange', follow );
	}, [] );
	return [ search, setSearch ] as const;
}

/** Shown before all others: it needs no account, so everybody can begin with it. */
const FIRST = 'local-filesystem';

function readIds(): string {
	const ids = ProviderRegistry.getInstance().getAllInstanceIds();
	return [
		...ids.filter( ( id ) => id === FIRST ),
		...ids.filter( ( id ) => id !== FIRST ),
	].join( ' ' );
}
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
