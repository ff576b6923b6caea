import type { ActivatedRelease } from '@aether/publish-engine';
import { Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { PlaceLinks } from '../components/place-links';
import { findingWords } from '../publishing/finding-words';

interface ActivationNoticeProps {
	readonly activated: ActivatedRelease;
	readonly deploymentType: string;
}

/**
 * That a release is back, where visitors see it, and what it does not know of the site as it is set up now.
 *
 * @param props
 * @param props.activated
 * @param props.deploymentType
 */
export function ActivationNotice( {
	activated,
	deploymentType,
}: ActivationNoticeProps ) {
	const { url, warnings = [], findings } = activated;
	return (
		<div className="aether-releases__notices">
			<Notice status="success" isDismissible={ false }>
				<p>
					{ __(
						'Visitors get this release now.',
						'aether-site-exporter'
					) }{ ' ' }
					<PlaceLinks deploymentType={ deploymentType } url={ url } />
				</p>
			</Notice>
			{ warnings.map( ( warning ) => (
				<Notice
					key={ warning }
					status="warning"
					isDismissible={ false }
				>
					{ warning }
				</Notice>
			) ) }
			{ findings.map( ( finding ) => {
				const { title, action } = findingWords( finding );
				return (
					<Notice
						key={ finding.code }
						status="warning"
						isDismissible={ false }
					>
						<p>
							{ title }{ ' ' }
							{ finding.subject !== undefined && (
								<code dir="ltr">{ finding.subject }</code>
							) }
						</p>
						<p>{ action }</p>
					</Notice>
				);
			} ) }
		</div>
	);
}
