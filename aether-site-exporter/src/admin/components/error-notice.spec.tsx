import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ErrorNotice } from './error-notice';

it( 'speaks at once what happened and what to do, and keeps the technical sentence for those who open it', () => {
	render(
		<ErrorNotice
			error={ { code: 'network_failed', message: 'ECONNRESET' } }
		>
			<button>Try again</button>
		</ErrorNotice>
	);
	const spoken = document.querySelector( '[aria-live="assertive"]' );
	expect( spoken ).toHaveTextContent(
		/^No connection\. There was no answer/
	);
	expect( spoken ).not.toHaveTextContent( /ECONNRESET|Try again/ );
	expect(
		screen.getByText( 'network_failed: ECONNRESET' )
	).toBeInTheDocument();
} );
