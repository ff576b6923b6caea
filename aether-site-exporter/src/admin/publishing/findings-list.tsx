import type { Finding } from '@aether/publish-engine';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatNumber } from '../format';

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
					<li
						key={ `${ finding.code } ${ finding.url } ${ index }` }
						data-severity={ finding.severity }
					>
						<strong>{ finding.message }</strong>
						{ finding.url !== undefined && (
							<a href={ finding.url }>{ finding.url }</a>
						) }
						{ finding.subject !== undefined && (
							<code>{ finding.subject }</code>
						) }
						{ finding.action !== undefined && (
							<span>{ finding.action }</span>
						) }
					</li>
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
