export const shorten = ( text ) => text.trim().slice( 0, 60 );
