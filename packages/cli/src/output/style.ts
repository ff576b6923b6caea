export interface Style {
	good: ( text: string ) => string;
	bad: ( text: string ) => string;
	doubtful: ( text: string ) => string;
	quiet: ( text: string ) => string;
}

const paint = ( code: number ) => ( text: string ) =>
	`\u001B[${ code }m${ text }\u001B[0m`;

const COLOURED: Style = {
	good: paint( 32 ),
	bad: paint( 31 ),
	doubtful: paint( 33 ),
	quiet: paint( 2 ),
};

const asItIs = ( text: string ) => text;
const PLAIN: Style = {
	good: asItIs,
	bad: asItIs,
	doubtful: asItIs,
	quiet: asItIs,
};

/**
 * Colours for a terminal whose owner has not set NO_COLOR (no-color.org).
 * @param isTTY
 * @param environment
 */
export const styleFor = (
	isTTY: boolean | undefined,
	environment: NodeJS.ProcessEnv
): Style =>
	isTTY && ! environment.NO_COLOR && environment.TERM !== 'dumb'
		? COLOURED
		: PLAIN;
