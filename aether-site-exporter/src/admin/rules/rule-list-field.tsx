import { TextareaControl } from '@wordpress/components';
import { useDeferredValue } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { PatternMatch } from '../../host/inventory';
import { formatNumber } from '../format';
import type { InventoryState } from './inventory-api';
import { type RuleList, toPatterns } from './rule-lists';

interface RuleListFieldProps {
	readonly list: RuleList;
	readonly text: string;
	readonly onChange: ( text: string ) => void;
	readonly inventory: InventoryState;
	readonly disabled: boolean;
}

/**
 * Patterns, one per line, and what each of them finds on this site while it is typed.
 *
 * @param props
 */
export function RuleListField( props: RuleListFieldProps ) {
	const { list, text, inventory } = props;
	const counted = useDeferredValue( text );
	const matches = findMatches( list, counted, inventory );
	return (
		<div className="aether-rules__list">
			<TextareaControl
				__nextHasNoMarginBottom
				label={ list.label }
				help={ list.help }
				value={ text }
				onChange={ props.onChange }
				rows={ 3 }
				spellCheck={ false }
				disabled={ props.disabled }
			/>
			{ matches.length > 0 && (
				<ul className="aether-rules__matches">
					{ matches.map( ( match ) => (
						<li
							key={ match.pattern }
							data-state={ stateOf( match ) }
						>
							<code>{ match.pattern }</code>{ ' ' }
							<span>{ describeMatch( list, match ) }</span>
							{ match.example !== undefined && (
								<span className="aether-rules__example">
									{ match.example }
								</span>
							) }
						</li>
					) ) }
				</ul>
			) }
		</div>
	);
}

function findMatches(
	{ counts }: RuleList,
	text: string,
	state: InventoryState
): readonly PatternMatch[] {
	if ( state.status !== 'ready' ) {
		return [];
	}
	const paths = counts === null ? [] : state.inventory[ counts ];
	return state
		.matchPatterns( toPatterns( text ), paths )
		.filter( ( { count } ) => counts !== null || count === null );
}

const stateOf = ( { count }: PatternMatch ): string => {
	if ( count === null ) {
		return 'invalid';
	}
	return count === 0 ? 'empty' : 'found';
};

function describeMatch( { counts }: RuleList, { count }: PatternMatch ) {
	if ( count === null ) {
		return __(
			'cannot be read: a path with * and **, or a regular expression after regex:',
			'aether-site-exporter'
		);
	}
	return counts === 'assets'
		? sprintf(
				/* translators: %s: number of files. */
				_n(
					'matches %s file',
					'matches %s files',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			)
		: sprintf(
				/* translators: %s: number of pages. */
				_n(
					'matches %s page',
					'matches %s pages',
					count,
					'aether-site-exporter'
				),
				formatNumber( count )
			);
}
