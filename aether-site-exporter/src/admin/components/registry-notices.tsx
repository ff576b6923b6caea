import { ProviderRegistry, type RegistryProblem } from '@aether/provider-sdk';
import { Notice } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';

const readProblems = () => ProviderRegistry.getInstance().problems;

/** What went wrong while plugins registered their providers. */
export function RegistryNotices() {
	const [ problems, setProblems ] =
		useState< readonly RegistryProblem[] >( readProblems );
	useEffect(
		() =>
			ProviderRegistry.getInstance().subscribe( () =>
				setProblems( ( before ) => {
					const after = readProblems();
					return after.length === before.length ? before : after;
				} )
			),
		[]
	);
	return (
		<>
			{ problems.map( ( { code, id, message, severity } ) => (
				<Notice
					key={ `${ code } ${ id } ${ message }` }
					status={ severity }
					isDismissible={ false }
				>
					{ message }
				</Notice>
			) ) }
		</>
	);
}
