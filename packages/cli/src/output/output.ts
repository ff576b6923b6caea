/** Where text goes: a standard stream, or a test's collector. */
export interface Output {
	write: ( text: string ) => unknown;
	/** A person is looking: lines may be drawn anew. */
	readonly isTTY?: boolean | undefined;
	/** Width in characters, when it is known. */
	readonly columns?: number | undefined;
}

/** Shorter texts would blot out innocent words. */
const SHORTEST_SECRET = 4;

/**
 * An output that never shows any of the secrets, whoever writes them.
 * @param output
 * @param secrets
 */
export function redacting(
	output: Output,
	secrets: readonly string[]
): Output {
	const hidden = secrets.filter(
		( secret ) => secret.length >= SHORTEST_SECRET
	);
	return {
		write: ( text ) =>
			output.write(
				hidden.reduce(
					( shown, secret ) => shown.replaceAll( secret, '[secret]' ),
					text
				)
			),
		get isTTY() {
			return output.isTTY;
		},
		get columns() {
			return output.columns;
		},
	};
}
