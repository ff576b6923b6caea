import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { Loading } from '../components/loading';
import { Pager } from '../components/pager';
import { RetryNotice } from '../components/retry-notice';
import { useFocusRescue } from '../components/use-focus-rescue';
import { formatNumber } from '../format';
import { type JournalState, PER_PAGE } from './journal-api';

interface JournalDetailsProps {
	readonly title: string;
	/** Drawn once somebody looks. */
	readonly children: () => ReactNode;
}

export function JournalDetails( { title, children }: JournalDetailsProps ) {
	const [ isOpen, setIsOpen ] = useState( false );
	return (
		<details
			className="aether-journal"
			onToggle={ ( { currentTarget } ) =>
				setIsOpen( currentTarget.open )
			}
		>
			<summary>{ title }</summary>
			{ isOpen && children() }
		</details>
	);
}

interface JournalListProps< Item > {
	readonly state: JournalState< Item >;
	/** From 0. */
	readonly page: number;
	readonly onTurn: ( page: number ) => void;
	/** Said where nothing is kept; nothing that matches is said otherwise. */
	readonly nothing: string;
	readonly isFiltered: boolean;
	readonly children: ( items: readonly Item[] ) => ReactNode;
}

/**
 * One page of what a publish left behind, in whatever state it is.
 *
 * @param props
 */
export function JournalList< Item >( props: JournalListProps< Item > ) {
	const { state } = props;
	const place = useFocusRescue< HTMLDivElement >( state.status );
	return (
		<div ref={ place } tabIndex={ -1 }>
			{ state.status === 'loading' && <Loading /> }
			{ state.status === 'failed' && (
				<RetryNotice error={ state.error } onRetry={ state.retry } />
			) }
			{ state.status === 'ready' && (
				<JournalPart { ...props } state={ state } />
			) }
		</div>
	);
}

interface JournalPartProps< Item > extends JournalListProps< Item > {
	readonly state: Extract<
		JournalState< Item >,
		{ readonly status: 'ready' }
	>;
}

function JournalPart< Item >( props: JournalPartProps< Item > ) {
	const { state } = props;
	const { items, total, omitted } = state;
	const pages = Math.max( 1, Math.ceil( total / PER_PAGE ) );
	return (
		<div aria-busy={ state.isOld }>
			{ total === 0 ? (
				<p>
					{ props.isFiltered
						? __( 'Nothing matches.', 'aether-site-exporter' )
						: props.nothing }
				</p>
			) : (
				props.children( items )
			) }
			{ omitted > 0 && (
				<p>
					{ sprintf(
						/* translators: %s: a number of lines or files. */
						__(
							'… and %s more, which were not kept.',
							'aether-site-exporter'
						),
						formatNumber( omitted )
					) }
				</p>
			) }
			{ pages > 1 && (
				<Pager
					current={ props.page }
					pages={ pages }
					onTurn={ props.onTurn }
				/>
			) }
		</div>
	);
}
