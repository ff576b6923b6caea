import { MOST_PARTS, PART_SIZE } from './limits';

/**
 * Parts of one size, larger where ten thousand would not do. Bytes.
 *
 * @param size Of the whole body.
 */
export const partSizeFor = ( size: number ): number =>
	Math.max( PART_SIZE, Math.ceil( size / MOST_PARTS ) );
