import type { Locator, Page } from 'playwright-core';
import type { WordPressAccess } from '../stands/wordpress';
import { php } from './php';

const TITLE = 'Published site';

const PREFERENCES = `$GLOBALS['wpdb']->get_blog_prefix() . 'persisted_preferences'`;

/** WordPress greets a person who is new to the editor, with pictures from a host that tests do not ask. */
const HAS_SEEN_THE_GUIDE = `foreach ( get_users( array( 'fields' => 'ID' ) ) as $id ) {
	update_user_meta( $id, ${ PREFERENCES }, array( 'core/edit-post' => array( 'welcomeGuide' => false ), '_modified' => gmdate( 'c' ) ) );
}`;

/**
 * Opens an entry in the block editor, and there the panel of what is published. WordPress remembers that it is open: see
 * `forgetEditorPreferences()`.
 *
 * @param page
 * @param wordPress
 * @param postId
 * @param title     Of the panel, in the person's language.
 */
export async function openEditorPanel(
	page: Page,
	wordPress: WordPressAccess,
	postId: number,
	title = TITLE
): Promise< Locator > {
	await php( HAS_SEEN_THE_GUIDE );
	await page.goto(
		new URL( `post.php?post=${ postId }&action=edit`, wordPress.adminUrl )
			.href
	);
	const toggle = page.getByRole( 'button', { name: title, exact: true } );
	await toggle.waitFor();
	if ( ( await toggle.getAttribute( 'aria-expanded' ) ) !== 'true' ) {
		await toggle.click();
	}
	return page.locator( '.components-panel__body' ).filter( { has: toggle } );
}

/** What the editor remembers of a person is printed into other screens, too. To be called when no editor is open. */
export const forgetEditorPreferences = (): Promise< boolean > =>
	php( `return delete_metadata( 'user', 0, ${ PREFERENCES }, '', true );` );
