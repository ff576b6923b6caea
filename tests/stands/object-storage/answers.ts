/** What the stand answers. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly< Record< string, string | string[] > >;
	readonly body: Buffer;
}

/**
 * As S3 says what went wrong.
 * @param status
 * @param code
 * @param message
 * @param headers
 */
export function errorAnswer(
	status: number,
	code: string,
	message: string,
	headers: Readonly< Record< string, string > > = {}
): Answer {
	return xmlAnswer(
		status,
		`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${ code }</Code><Message>${ message }</Message></Error>`,
		headers
	);
}

export const xmlAnswer = (
	status: number,
	body: string,
	headers: Readonly< Record< string, string > > = {}
): Answer => ( {
	status,
	headers: { 'Content-Type': 'application/xml', ...headers },
	body: Buffer.from( body ),
} );
