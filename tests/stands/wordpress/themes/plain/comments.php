<?php
/**
 * What visitors said, and the form to say more.
 */

if ( post_password_required() ) {
	return;
}
?>
<section id="comments">
	<ol>
		<?php wp_list_comments( array( 'avatar_size' => 0 ) ); ?>
	</ol>
	<?php
	the_comments_pagination();
	comment_form();
	?>
</section>
