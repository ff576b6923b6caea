import { Button, TextareaControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

interface CopyReportProps {
	readonly createText: () => string;
}

type CopyState = 'idle' | 'copied' | 'by-hand';

/**
 * Puts the report on the clipboard; where the browser does not allow that (a site without https), shows it instead.
 *
 * @param props
 * @param props.createText
 */
export function CopyReport( { createText }: CopyReportProps ) {
	const [ state, setState ] = useState< CopyState >( 'idle' );
	const copy = async () => {
		try {
			await window.navigator.clipboard.writeText( createText() );
			setState( 'copied' );
		} catch {
			setState( 'by-hand' );
		}
	};
	return (
		<div className="aether-report">
			<p className="aether-actions">
				<Button
					variant="secondary"
					__next40pxDefaultSize
					onClick={ () => void copy() }
				>
					{ __( 'Copy report', 'aether-site-exporter' ) }
				</Button>
				<span role="status">
					{ state === 'copied' &&
						__(
							'Copied. It has no secrets in it.',
							'aether-site-exporter'
						) }
				</span>
			</p>
			{ state === 'by-hand' && (
				<TextareaControl
					__nextHasNoMarginBottom
					label={ __( 'Report', 'aether-site-exporter' ) }
					value={ createText() }
					onChange={ () => {} }
					readOnly
					rows={ 8 }
				/>
			) }
		</div>
	);
}
