import { useMemo, useState, useSyncExternalStore } from '@wordpress/element';
import { ProviderRegistry } from '../provider-registry';
import { sanitizeConfig } from '../sanitize-config';
import { validateConfig } from '../validate-config';
import { subscribe, useProvider } from './use-provider';
import type {
	ConfigField,
	ConfigIssue,
	ConfigValue,
	ProviderConfig,
	SecretStatus,
} from '../types';

export interface ProviderConfigState {
	/** What is stored plus what the person has changed; for `ProviderForm`. */
	readonly config: ProviderConfig;
	/** What a save has to send: the changed fields, sanitised. `null` clears a field. */
	readonly changes: ProviderConfig;
	readonly isDirty: boolean;
	/** What is wrong with `config`. Empty: it can be saved. */
	readonly issues: readonly ConfigIssue[];
	readonly setConfig: ( config: ProviderConfig ) => void;
	/** Forgets what the person has changed; call it after a save. */
	readonly reset: () => void;
}

const NOTHING: ProviderConfig = Object.freeze( {} );

/**
 * The draft of one provider's settings over what the registry says is stored. It holds only what the person has changed:
 * when somebody else saves another field meanwhile, that field shows the new value. Nothing of it outlives the page: a
 * secret that is being typed is kept in memory only.
 *
 * @param id
 * @param secrets What is known of the stored secrets, by field.
 */
export function useProviderConfig(
	id: string,
	secrets?: Readonly< Record< string, SecretStatus > >
): ProviderConfigState {
	const provider = useProvider( id );
	const readStored = () =>
		ProviderRegistry.getInstance().getConfig( id ) ?? NOTHING;
	const stored = useSyncExternalStore( subscribe, readStored, readStored );
	const [ edits, setEdits ] = useState< ProviderConfig | null >( null );

	const fields = provider?.getConfigFields() ?? [];
	const base = withDefaults( fields, stored );
	// The same object until something changes: a host compares what it saved with what it shows.
	const config = useMemo(
		() => ( { ...base, ...edits } ),
		// eslint-disable-next-line react-hooks/exhaustive-deps -- `base` is new with each render and follows from these.
		[ provider, stored, edits ]
	);
	const changes = findChanges( fields, config, stored );
	return {
		config,
		changes,
		isDirty: edits !== null && Object.keys( changes ).length > 0,
		issues: validateConfig( fields, config, {
			...( secrets === undefined ? {} : { secrets } ),
		} ),
		setConfig: ( next ) => {
			const found = findEdits( base, next );
			setEdits( Object.keys( found ).length > 0 ? found : null );
		},
		reset: () => setEdits( null ),
	};
}

const isSame = ( one: unknown, other: unknown ): boolean =>
	JSON.stringify( one ) === JSON.stringify( other );

const findEdits = (
	base: ProviderConfig,
	next: ProviderConfig
): ProviderConfig =>
	Object.fromEntries(
		Object.entries( next ).filter(
			( [ id, value ] ) => ! isSame( value, base[ id ] )
		)
	) as ProviderConfig;

function withDefaults(
	fields: readonly ConfigField[],
	stored: ProviderConfig
): ProviderConfig {
	const config: Record< string, ConfigValue > = {};
	for ( const field of fields ) {
		if ( field.default !== undefined && ! field.sensitive ) {
			config[ field.id ] = field.default;
		}
	}
	return { ...config, ...stored } as ProviderConfig;
}

function findChanges(
	fields: readonly ConfigField[],
	config: ProviderConfig,
	stored: ProviderConfig
): ProviderConfig {
	const changes: Record< string, ConfigValue > = {};
	for ( const [ id, value ] of Object.entries(
		sanitizeConfig( fields, config )
	) ) {
		if ( ! isSame( value, stored[ id ] ) ) {
			changes[ id ] = value;
		}
	}
	return changes as ProviderConfig;
}
