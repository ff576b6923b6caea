import type { Finding } from '@aether/publish-engine';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';
import { findingWords } from './finding-words';

interface FindingsListProps {
	/** The first ones. */
	readonly findings: readonly Finding[];
	/** Number of all. */
	readonly count: number;
}

/**
 * What checking the rendered site found, with address and advice.
 *
 * @param props
 * @param props.findings
 * @param props.count
 */
export function FindingsList( { findings, count }: FindingsListProps ) {
	if ( count === 0 ) {
		return null;
	}
	return (
		<details
			className="aether-findings"
			open={ findings.some( ( { severity } ) => severity === 'error' ) }
		>
			<summary>
				{ sprintf(
					/* translators: %s: number of findings. */
					_n(
						'%s finding',
						'%s findings',
						count,
						'aether-site-exporter'
					),
					formatNumber( count )
				) }
			</summary>
			<ul>
				{ findings.map( ( finding, index ) => (
					<FindingItem
						key={ `${ finding.code } ${ finding.url } ${ index }` }
						finding={ finding }
					/>
				) ) }
			</ul>
			{ count > findings.length && (
				<p>
					{ sprintf(
						/* translators: %s: number of findings that are not shown. */
						__( 'and %s more', 'aether-site-exporter' ),
						formatNumber( count - findings.length )
					) }
				</p>
			) }
		</details>
	);
}

function FindingItem( { finding }: { readonly finding: Finding } ) {
	const { severity, url, subject } = finding;
	const { title, detail, action } = findingWords( finding );
	return (
		<li data-severity={ severity }>
			<strong>{ title }</strong>
			{ detail !== undefined && <span>{ detail }</span> }
			{ url !== undefined && <a href={ url }>{ url }</a> }
			{ subject !== undefined && <code>{ subject }</code> }
			{ action !== undefined && <span>{ action }</span> }
		</li>
	);
}
