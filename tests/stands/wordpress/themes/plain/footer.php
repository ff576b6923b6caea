</main>
<footer style="border-image: url(<?php echo esc_url( get_theme_file_uri( 'assets/paper.svg' ) ); ?>) 1">
	<nav>
		<ul>
			<?php wp_list_categories( array( 'title_li' => '' ) ); ?>
			<?php wp_get_archives(); ?>
		</ul>
		<?php wp_tag_cloud(); ?>
	</nav>
	<a class="to-top" href="#"><svg width="8" height="8"><use href="<?php echo esc_url( get_theme_file_uri( 'assets/marks.svg' ) ); ?>#anchor"></use></svg> Top</a>
</footer>
<?php wp_footer(); ?>
</body>
</html>
