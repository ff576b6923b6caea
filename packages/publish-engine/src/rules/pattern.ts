const REGULAR_EXPRESSION = 'regex:';
/** A person writes patterns; what is longer was pasted by mistake. Characters. */
export const LONGEST_PATTERN = 500;
/** Bounds what an expression can be slow at. Characters. */
const LONGEST_PATH = 2_000;

export type PathTest = ( path: string ) => boolean;

/**
 * A glob matches the whole path: `*` is anything but a slash, `**` anything, all else is meant as written. A regular
 * expression, after `regex:`, matches anywhere in it.
 *
 * @param pattern
 * @return Null when it is too long, or no valid expression.
 */
export function compilePattern( pattern: string ): PathTest | null {
	if ( pattern.length > LONGEST_PATTERN ) {
		return null;
	}
	if ( ! pattern.startsWith( REGULAR_EXPRESSION ) ) {
		return compileGlob( pattern );
	}
	const expression = compile( pattern.slice( REGULAR_EXPRESSION.length ) );
	return (
		expression &&
		( ( path ) => expression.test( path.slice( 0, LONGEST_PATH ) ) )
	);
}

/**
 * Follows all readings of the glob at once, so that no arrangement of stars takes longer than its length times the
 * path's.
 *
 * @param glob
 */
function compileGlob( glob: string ): PathTest {
	const parts = glob.match( /\*+|[^*]/gu ) ?? [];
	const isStar = ( part: string | undefined ) => part?.startsWith( '*' );

	return ( path ) => {
		/** How many parts are matched so far, in each reading. */
		let readings = new Set< number >();
		const add = ( next: Set< number >, matched: number ) => {
			next.add( matched );
			// A star may stand for nothing.
			for ( let at = matched; isStar( parts[ at ] ); at++ ) {
				next.add( at + 1 );
			}
		};
		add( readings, 0 );
		for ( const character of path.slice( 0, LONGEST_PATH ) ) {
			const next = new Set< number >();
			for ( const matched of readings ) {
				const part = parts[ matched ];
				if ( part === character ) {
					add( next, matched + 1 );
				} else if (
					isStar( part ) &&
					( part !== '*' || character !== '/' )
				) {
					add( next, matched );
				}
			}
			readings = next;
		}
		return readings.has( parts.length );
	};
}

function compile( source: string ): RegExp | null {
	try {
		return new RegExp( source, 'u' );
	} catch {
		return null;
	}
}
