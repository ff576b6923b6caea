import { shorten } from './words.js';

for ( const title of document.querySelectorAll( '.entry-title' ) ) {
	title.title = shorten( title.textContent );
}
document
	.querySelector( '.to-top' )
	?.addEventListener( 'click', async ( event ) => {
		event.preventDefault();
		( await import( './scroll.js' ) ).toTop();
	} );
