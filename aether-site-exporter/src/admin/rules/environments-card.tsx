import type { AetherError, ConfigIssue } from '@aether/provider-sdk';
import type { SiteEnvironment } from '@aether/publish-engine';
import { Button, Card, CardBody, Notice } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../components/error-notice';
import { ConflictDialog } from '../settings/conflict-dialog';
import { findConflicts } from '../settings/merge';
import type { SettingsDocument } from '../settings/settings-api';
import type { Settings } from '../settings/use-settings';
import {
	isValid,
	MOST_ENVIRONMENTS,
	toEnvironments,
} from './environment-drafts';
import { EnvironmentForm } from './environment-form';

interface EnvironmentsCardProps {
	readonly settings: SettingsDocument;
	readonly onSave: Settings[ 'saveEnvironments' ];
	readonly onDirty: ( isDirty: boolean ) => void;
	readonly canConfigure: boolean;
}

type Environments = readonly SiteEnvironment[];

type SaveState =
	| { readonly status: 'idle' | 'saving' | 'saved' }
	| {
			readonly status: 'conflict';
			readonly mine: Environments;
			readonly theirs: Environments;
	  }
	| { readonly status: 'refused'; readonly issues: readonly ConfigIssue[] }
	| { readonly status: 'failed'; readonly error: AetherError };

const SUBJECT = 'environments';
const NONE: Environments = [];

const asField = ( environments: Environments | undefined ) => ( {
	[ SUBJECT ]: JSON.stringify( environments ?? NONE ),
} );

const names = ( environments: Environments ): readonly string[] =>
	environments.map( ( { name, baseUrl } ) =>
		baseUrl === '' ? name : `${ name } – ${ baseUrl }`
	);

/**
 * Named sets of providers, each with an address and a word to search engines.
 *
 * @param props
 */
export function EnvironmentsCard( props: EnvironmentsCardProps ) {
	const { settings, onDirty, canConfigure } = props;
	const stored = settings.environments ?? NONE;
	const [ drafts, setDrafts ] = useState< Environments | null >( null );
	const [ added, setAdded ] = useState( 0 );
	const [ state, setState ] = useState< SaveState >( { status: 'idle' } );
	const environments = drafts ?? stored;
	const isDirty = JSON.stringify( environments ) !== JSON.stringify( stored );
	useEffect( () => onDirty( isDirty ), [ onDirty, isDirty ] );

	const edit = ( changed: Environments ) => {
		setDrafts( changed );
		setState( { status: 'idle' } );
	};
	const add = () => {
		// Told apart from stored ones, which have no capitals.
		const id = `New-${ added }`;
		setAdded( added + 1 );
		edit( [
			...environments,
			{ id, name: '', providers: [], baseUrl: '', robots: 'as-site' },
		] );
	};
	const save = async ( mine: Environments ) => {
		setState( { status: 'saving' } );
		const outcome = await props.onSave( mine );
		if ( outcome.status === 'saved' ) {
			setDrafts( null );
			setState( outcome );
		} else if ( outcome.status === 'conflict' ) {
			const { before, after } = outcome;
			const isContested =
				findConflicts(
					asField( before.environments ),
					asField( mine ),
					asField( after.environments )
				).length > 0;
			if ( isContested ) {
				const theirs = after.environments ?? NONE;
				setState( { status: 'conflict', mine, theirs } );
			} else {
				await save( mine );
			}
		} else {
			setState( outcome );
		}
	};
	const discard = () => {
		setDrafts( null );
		setState( { status: 'idle' } );
	};

	const isStored = ( { id }: SiteEnvironment ) =>
		stored.some( ( one ) => one.id === id );
	const providerIds = [
		...new Set( [
			...Object.keys( settings.providers ),
			...environments.flatMap( ( { providers } ) => providers ),
		] ),
	];
	const canSave =
		isDirty && environments.every( isValid ) && state.status !== 'saving';

	return (
		<Card
			as="section"
			className="aether-card"
			aria-labelledby="aether-environments"
		>
			<CardBody>
				<h3 id="aether-environments">
					{ __( 'Environments', 'aether-site-exporter' ) }
				</h3>
				<p>
					{ __(
						'Providers that publish the site for the same people under one address, such as production and staging. A provider is in one of them at most.',
						'aether-site-exporter'
					) }
				</p>
				{ environments.length === 0 && (
					<p>
						{ __(
							'There are none: every provider publishes under its own address.',
							'aether-site-exporter'
						) }
					</p>
				) }
				{ environments.map( ( environment ) => (
					<EnvironmentForm
						key={ environment.id }
						environment={ environment }
						others={ environments.filter(
							( one ) => one !== environment
						) }
						providerIds={ providerIds }
						commandLineId={
							isStored( environment ) ? environment.id : undefined
						}
						onChange={ ( changes ) =>
							edit(
								environments.map( ( one ) =>
									one === environment
										? { ...one, ...changes }
										: one
								)
							)
						}
						onRemove={ () =>
							edit(
								environments.filter(
									( one ) => one !== environment
								)
							)
						}
						disabled={ ! canConfigure }
					/>
				) ) }
				<SaveMessage state={ state } />
				{ state.status === 'conflict' && (
					<ConflictDialog
						subject={ __( 'Environments', 'aether-site-exporter' ) }
						fields={ [
							{
								field: SUBJECT,
								label: __(
									'Environments',
									'aether-site-exporter'
								),
								isSecret: false,
								mine: names( state.mine ),
								theirs: names( state.theirs ),
							},
						] }
						onCancel={ () => setState( { status: 'idle' } ) }
						onResolve={ ( keepTheirs ) =>
							keepTheirs.has( SUBJECT )
								? discard()
								: void save( state.mine )
						}
					/>
				) }
				{ canConfigure && (
					<p className="aether-actions">
						<Button
							variant="primary"
							__next40pxDefaultSize
							isBusy={ state.status === 'saving' }
							disabled={ ! canSave }
							accessibleWhenDisabled
							onClick={ () =>
								void save(
									toEnvironments( environments, stored )
								)
							}
						>
							{ __(
								'Save environments',
								'aether-site-exporter'
							) }
						</Button>
						<Button
							variant="secondary"
							__next40pxDefaultSize
							disabled={
								environments.length >= MOST_ENVIRONMENTS
							}
							accessibleWhenDisabled
							onClick={ add }
						>
							{ __( 'Add environment', 'aether-site-exporter' ) }
						</Button>
					</p>
				) }
			</CardBody>
		</Card>
	);
}

function SaveMessage( { state }: { readonly state: SaveState } ) {
	switch ( state.status ) {
		case 'saved':
			return (
				<Notice status="success" isDismissible={ false }>
					{ __( 'Environments saved.', 'aether-site-exporter' ) }
				</Notice>
			);
		case 'refused':
			return (
				<Notice status="error" isDismissible={ false }>
					{ state.issues.map( ( { field, message } ) => (
						<p key={ `${ field } ${ message }` }>{ message }</p>
					) ) }
				</Notice>
			);
		case 'failed':
			return <ErrorNotice error={ state.error } />;
		default:
			return null;
	}
}
