<?php
/**
 * The one template: lists, entries, and what is missing.
 */

get_header();

if ( is_archive() ) {
	the_archive_title( '<h1>', '</h1>' );
}
if ( ! have_posts() ) {
	?>
	<h1>Nothing here</h1>
	<?php
	get_search_form();
}
while ( have_posts() ) {
	the_post();
	?>
	<article id="post-<?php the_ID(); ?>" <?php post_class(); ?>>
		<h2 class="entry-title"><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h2>
		<?php if ( 'post' === get_post_type() ) { ?>
			<p>
				<a href="<?php echo esc_url( get_day_link( get_the_date( 'Y' ), get_the_date( 'm' ), get_the_date( 'd' ) ) ); ?>"><?php echo esc_html( get_the_date() ); ?></a>
				<?php the_author_posts_link(); ?>
				<?php the_category( ', ' ); ?>
				<?php the_tags(); ?>
			</p>
		<?php } ?>
		<?php
		the_post_thumbnail( 'medium' );
		if ( is_singular() || has_post_format() ) {
			the_content();
			wp_link_pages();
		} else {
			the_excerpt();
		}
		?>
	</article>
	<?php
	if ( is_singular() ) {
		the_post_navigation();
		comments_template();
	}
}
the_posts_pagination();

get_footer();
