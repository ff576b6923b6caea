import type { ProviderFieldProps } from './field-props';

/**
 * Help and, when something is wrong, the issue. The control that gets it as `help` is described by both.
 *
 * @param props
 */
export function FieldHelp(
	props: Pick< ProviderFieldProps, 'field' | 'issue' >
) {
	return (
		<>
			{ props.field.description }
			{ props.issue !== undefined && (
				<span className="aether-field__issue" role="alert">
					{ props.issue.message }
				</span>
			) }
		</>
	);
}

/**
 * Null where there is nothing to say, so that the control leaves no empty paragraph.
 *
 * @param props
 */
export function fieldHelp(
	props: Pick< ProviderFieldProps, 'field' | 'issue' >
) {
	return props.field.description === undefined &&
		props.issue === undefined ? null : (
		<FieldHelp field={ props.field } issue={ props.issue } />
	);
}
